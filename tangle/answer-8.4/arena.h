/* arena.h: tangled from book/07-tags.nw and book/08-threads.nw; edit those, not this. */
/* arena.h - all that a heap remembers from one call to the next. */
#ifndef ARENA_H
#define ARENA_H

#include "bins.h"
#include "tune.h"
#include "lock.h"

/* Chunks lie edge to edge from the heap's start to top, and top is one of
   them, the last: free, on no bin, with P set, at least MIN_CHUNK long.

       | chunk | chunk | ... | chunk | top                |
       start                                              the break */
struct arena {
    struct lock lock;           /* who holds it may use the rest */
    struct chunk *top;          /* the last chunk; the header of the bin,
                                   whose size is 0, before the first call */
    struct chunk unsorted;      /* the header of the one bin */
    size_t system_mem;          /* bytes held from the system */
};

extern struct arena main_arena;

static inline struct chunk *unsorted_bin(struct arena *a)
{
    return &a->unsorted;
}

/* Has the arena got memory yet? */
static inline bool has_begun(const struct arena *a)
{
    return chunk_size(a->top) != 0;
}

/* first_chunk - the lowest chunk of the main arena, once it has begun. */
extern struct chunk *first_chunk;

/* arena_enter, arena_leave - around all that needs the arena's lock. Who
   is alone needs none. */
static inline void arena_enter(struct arena *a)
{
    if (!single_threaded())
        lock_take(&a->lock);
}

static inline void arena_leave(struct arena *a)
{
    if (!single_threaded())
        lock_drop(&a->lock);
}

#endif
