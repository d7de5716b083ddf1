/* aligned.h: tangled from book/02-contract.nw; edit that, not this. */
/* aligned.h - what memalign.c needs of a stage. */
#ifndef ALIGNED_H
#define ALIGNED_H

#include <stddef.h>

/* allocate_aligned - what each stage adds to hp_malloc: size bytes at a
   multiple of alignment.
   Requires: alignment is a power of two, at least 32.
   Fails: like hp_malloc. */
void *allocate_aligned(size_t alignment, size_t size);

#endif
