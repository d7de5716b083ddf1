/* alloc.h: tangled from book/07-tags.nw; edit that, not this. */
/* alloc.h - where a chunk may come from. */
#ifndef ALLOC_H
#define ALLOC_H

#include "arena.h"

/* arena_alloc - memory for a request.
   Fails: NULL and ENOMEM, like hp_malloc. */
void *arena_alloc(struct arena *a, size_t request);

#endif
