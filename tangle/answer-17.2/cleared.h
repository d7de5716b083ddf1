/* cleared.h: tangled from book/15-system.nw; edit that, not this. */
/* cleared.h - memory that is all zero. */
#ifndef CLEARED_H
#define CLEARED_H

#include "arena.h"

/* arena_calloc - the same as arena_alloc, with all zeros in it. */
void *arena_calloc(struct arena *a, size_t request);

#endif
