/* system.h: tangled from book/07-tags.nw and book/09-arenas.nw; edit those, not this. */
/* system.h - top, and where it gets its memory from. Changes the arena
   that it is given. */
#ifndef SYSTEM_H
#define SYSTEM_H

#include "arena.h"

/* take_from_top - cuts a chunk of size bytes off the low end of top.
   Returns: NULL when top would be left with less than MIN_CHUNK. */
struct chunk *take_from_top(struct arena *a, size_t size);

/* grow_top - gets memory from the system, so that top has room for size
   bytes. Requires: it has not. Fails: top is as it was; or, behind foreign
   memory, elsewhere and shorter than it should be.
   Returns: what was top, marked as in use, when it could not grow where it
   was; the caller frees it. Otherwise NULL. */
struct chunk *grow_top(struct arena *a, size_t size);

/* trim_segments - gives whole segments back that top alone is in, and then
   what top has too much. Not for the main arena. */
void trim_segments(struct arena *a);

#endif
