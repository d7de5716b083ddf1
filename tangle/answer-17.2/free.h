/* free.h: tangled from book/17-glibc.nw; edit that, not this. */
/* free.h - where a chunk goes. */
#ifndef FREE_H
#define FREE_H

#include "arena.h"

/* arena_free - takes a chunk of this arena back.
   Requires: it is in use, and the arena's lock is ours. */
void arena_free(struct arena *a, struct chunk *c);

/* free_chunk - the same for whoever hasn't got the lock. */
void free_chunk(struct arena *a, struct chunk *c);

/* free_past_cache - the same for a chunk that has been looked at, and for
   which the cache has no room. */
void free_past_cache(struct arena *a, struct chunk *c);

/* consolidate - empties the fast bins; what was on them merges with its
   neighbours. Requires: the arena's lock is ours. */
void consolidate(struct arena *a);

#endif
