/* free.h: tangled from book/07-tags.nw; edit that, not this. */
/* free.h - where a chunk goes. */
#ifndef FREE_H
#define FREE_H

#include "arena.h"

/* arena_free - takes a chunk of this arena back.
   Requires: it is in use. */
void arena_free(struct arena *a, struct chunk *c);

#endif
