/* aligned.h: tangled from book/07-tags.nw; edit that, not this. */
/* aligned.h - memory at a multiple of more than 16. */
#ifndef ALIGNED_H
#define ALIGNED_H

#include "arena.h"

/* allocate_aligned - what memalign.c asks for.
   Requires: alignment is a power of two, at least 32.
   Fails: like hp_malloc. */
void *allocate_aligned(size_t alignment, size_t request);

/* arena_memalign - the same, from this arena. */
void *arena_memalign(struct arena *a, size_t alignment, size_t request);

#endif
