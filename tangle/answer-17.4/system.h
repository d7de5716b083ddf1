/* system.h: tangled from book/07-tags.nw and book/17-glibc.nw; edit those, not this. */
/* system.h - top, and where it gets its memory from. Changes the arena
   that it is given. */
#ifndef SYSTEM_H
#define SYSTEM_H

#include "arena.h"

/* take_from_top - cuts a chunk of size bytes off the low end of top.
   Returns: NULL when top would be left with less than MIN_CHUNK. */
static inline struct chunk *take_from_top(struct arena *a, size_t size)
{
    struct chunk *c = a->top;
    size_t all = chunk_size(c);
    if (all < size + MIN_CHUNK)
        return NULL;
    set_head(c, size | PREV_IN_USE | non_main_flag(a));
    a->top = chunk_at(c, size);
    set_head(a->top, (all - size) | PREV_IN_USE);
    return c;
}

/* grow_top - gets memory from the system, so that top has room for size
   bytes. Requires: it has not. Fails: top is as it was; or, behind foreign
   memory, elsewhere and shorter than it should be.
   Returns: what was top, marked as in use, when it could not grow where it
   was; the caller frees it. Otherwise NULL. */
struct chunk *grow_top(struct arena *a, size_t size);

/* trim_segments - gives whole segments back that top alone is in, and then
   what top has too much. Not for the main arena. */
void trim_segments(struct arena *a);

/* trim_break - gives what top has beyond pad bytes back to the kernel, in
   whole pages. For the main arena, and only if the break is where top ends.
   Returns: whether there was something. */
bool trim_break(struct arena *a, size_t pad);

#endif
