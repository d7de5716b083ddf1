/* arena.h: tangled from book/07-tags.nw, book/08-threads.nw and book/09-arenas.nw; edit those, not this. */
/* arena.h - all that a heap remembers from one call to the next. */
#ifndef ARENA_H
#define ARENA_H

#include "bins.h"
#include "tune.h"
#include "lock.h"
#include "segment.h"
#include "thread.h"

/* Chunks lie edge to edge from the heap's start to top, and top is one of
   them, the last: free, on no bin, with P set, at least MIN_CHUNK long.

       | chunk | chunk | ... | chunk | top                |
       start                                              the break */
struct arena {
    struct lock lock;           /* who holds it may use what is below */
    struct chunk *top;          /* the last chunk; the header of the bin,
                                   whose size is 0, before the first call */
    struct chunk unsorted;      /* the header of the one bin */
    size_t system_mem;          /* bytes held from the system */
    /* These three have rules of their own, and not the arena's lock. */
    struct arena *_Atomic next; /* the ring of all arenas; only grows */
    struct arena *next_free;    /* the list of those that no thread uses */
    size_t attached_threads;    /* how many use this one */
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

/* non_main_flag - what the heads of its chunks in use have in N. */
static inline size_t non_main_flag(const struct arena *a)
{
    return a == &main_arena ? 0 : NON_MAIN;
}

/* arena_of - the arena to which a chunk that is in use belongs. */
static inline struct arena *arena_of(const struct chunk *c)
{
    return is_non_main(c) ? segment_of(c)->arena : &main_arena;
}

/* Lock order: list_lock, then the lock of an arena, in the order of the
   ring, then free_list_lock. */

/* arena_acquire - an arena for this thread, its own if it has one.
   Returns: it, locked; NULL when none can be had. hint: the bytes that
   are wanted of it. */
struct arena *arena_acquire(size_t hint);

/* arena_retry - another one, when this one had no memory.
   Requires: failed is locked; it no longer is then. */
struct arena *arena_retry(struct arena *failed, size_t hint);

static inline void arena_release(struct arena *a)
{
    if (a != NULL)
        lock_drop(&a->lock);
}

/* arena_begin - the first thread to call has the main arena. */
void arena_begin(void);

/* arena_detach - this thread will use no arena any more. */
void arena_detach(void);

/* arenas_lock - before a fork: takes every lock. arenas_unlock - after it,
   in the parent. arenas_restart - in the child, which has one thread. */
void arenas_lock(void);
void arenas_unlock(void);
void arenas_restart(void);

#endif
