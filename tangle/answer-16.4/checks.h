/* checks.h: tangled from book/16-checks.nw; edit that, not this. */
/* checks.h - what is asked of a heap before it is believed. */
#ifndef CHECKS_H
#define CHECKS_H

#include "chunk.h"
#include "hints.h"
#include "report.h"

/* die_if - the program has broken its heap, and it shows here. */
static inline void die_if(bool broken, const char *message)
{
    if (unlikely(broken))
        fatal(message);
}

/* ensure - what fails only when heads or links have been overwritten in a
   way that no other check has found, or when the mistake is ours. */
#define ensure(what) die_if(!(what), "heap invariant violated: " #what)

/* is_aligned - can this be a chunk, or a block? */
static inline bool is_aligned(const void *at)
{
    return (uintptr_t)at % ALIGNMENT == 0;
}

/* is_wrapped - would a chunk of this size reach beyond the last address? */
static inline bool is_wrapped(const struct chunk *c, size_t size)
{
    return (uintptr_t)c > -size;
}

/* is_no_size - can no chunk in use have this head, in an arena with so much
   memory? */
static inline bool is_no_size(size_t head, size_t system_mem)
{
    return head <= HEADER || (head & ~FLAG_MASK) >= system_mem;
}

#endif
