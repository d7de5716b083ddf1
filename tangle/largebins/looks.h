/* looks.h: tangled from book/13-largebins.nw; edit that, not this. */
/* looks.h - what the counted copies of our files add up. */
#ifndef LOOKS_H
#define LOOKS_H

#include <stdbool.h>
#include <stddef.h>

extern struct looks {
    size_t requests;        /* that asked the bin of a large size */
    size_t chunks, most;    /* looked at there, in all and by one request */
    size_t now;             /* by this one */
    size_t steps;           /* past a size, to insert a chunk */
} looks;

static inline void look_again(void)
{
    looks.requests++;
    looks.now = 0;
}

/* Counts a chunk that was looked at. Returns: what was seen. */
static inline bool seen(bool what)
{
    looks.chunks++;
    if (++looks.now > looks.most)
        looks.most = looks.now;
    return what;
}

static inline bool passed(bool what)
{
    looks.steps += what;
    return what;
}

#endif
