/* arena.h: tangled from book/04-bump.nw and book/05-free-list.nw; edit those, not this. */
/* arena.h - all that the heap remembers from one call to the next.
   Passive: malloc.c changes it, walk.c reads it. No lock. */
#ifndef ARENA_H
#define ARENA_H

#include "chunk.h"
#include "free_list.h"

/* The heap between two calls. All zero is the heap before the first.

       start                   top               end
         | chunk | ... | chunk | not yet sold ... | not ours
*/
struct arena {
    struct chunk *start;    /* the first chunk */
    struct chunk *top;      /* where the next chunk will begin */
    char *end;              /* the first byte that is not ours */
    struct free_list free;  /* what was given back */
};

extern struct arena main_arena;

/* room_at_top - the bytes from top to end. Negative only in a heap that
   is damaged. */
static inline ptrdiff_t room_at_top(const struct arena *a)
{
    return a->end - (char *)a->top;
}

#endif
