/* resize.h: tangled from book/15-system.nw; edit that, not this. */
/* resize.h - a chunk of another size, in the same place if possible. */
#ifndef RESIZE_H
#define RESIZE_H

#include "arena.h"

/* arena_realloc - a chunk of size bytes with what was in c; c itself, if
   there is room behind it. Returns: its memory.
   Requires: c is in use, and the arena's lock is ours.
   Fails: like arena_alloc, and then c is as it was. */
void *arena_realloc(struct arena *a, struct chunk *c, size_t size);

#endif
