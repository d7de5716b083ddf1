/* counts.h: tangled from book/07-tags.nw; edit that, not this. */
/* counts.h - what the counted copies of our files add up. */
#ifndef COUNTS_H
#define COUNTS_H

#include <stddef.h>

struct arena;

extern struct counts {
    size_t probes;      /* chunks looked at for a fit */
    size_t swept;       /* chunks passed by a sweep */
    size_t merges, splits;
} counts;

/* sweep - in the heap that defers: merges all that touches. */
void sweep(struct arena *a);

#endif
