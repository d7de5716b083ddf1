/* fastbin.h: tangled from book/11-fastbin.nw and book/16-checks.nw; edit those, not this. */
/* fastbin.h - an arena's stacks of small chunks that were freed and still
   count as in use. Passive. To push takes no lock; to take off takes the
   arena's. */
#ifndef FASTBIN_H
#define FASTBIN_H

#include "chunk.h"
#include "lock.h"
#include "checks.h"

enum { FASTBINS = 10 };

/* All zero is ten empty stacks, for chunks of 0x20 to 0xb0 bytes, linked
   through fd. */
struct fastbins {
    struct chunk *first[FASTBINS];
};

/* fastbin_index - the stack for chunks of this size. */
static inline size_t fastbin_index(size_t size)
{
    return (unsigned)size / ALIGNMENT - MIN_CHUNK / ALIGNMENT;
}

/* fastbin_next - the chunk below c on its stack, or NULL. */
static inline struct chunk *fastbin_next(struct chunk *c)
{
    return get_link((void **)&c->fd);
}

/* put_first - makes c the top of stack i, if that is still first.
   Returns: whether it was; if not, first is now what it is. */
static inline bool put_first(struct fastbins *f, size_t i,
                             struct chunk **first, struct chunk *c)
{
    if (single_threaded()) {
        __atomic_store_n(&f->first[i], c, __ATOMIC_RELAXED);
        return true;
    }
    return __atomic_compare_exchange_n(&f->first[i], first, c, true,
                                       __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

/* fastbin_push - puts c on stack i. Anybody may. Returns: what was on top
   of it. */
static inline struct chunk *fastbin_push(struct fastbins *f, size_t i,
                                         struct chunk *c)
{
    struct chunk *first = __atomic_load_n(&f->first[i], __ATOMIC_RELAXED);
    do {
        die_if(first == c, "double free or corruption (fasttop)");
        set_link((void **)&c->fd, first);
    } while (!put_first(f, i, &first, c));
    return first;
}

/* The chunk below c, which others may be looking at, too. */
static inline struct chunk *checked_next(struct chunk *c)
{
    struct chunk *next = fastbin_next(c);
    die_if(!single_threaded() && !is_aligned(next),
           "malloc(): unaligned fastbin chunk detected");
    return next;
}

/* fastbin_pop - takes the newest off stack i. Requires: the lock is ours.
   Returns: NULL when there is none. Dies of message if what lies there
   can't be a chunk. */
static inline struct chunk *fastbin_pop(struct fastbins *f, size_t i,
                                        const char *message)
{
    struct chunk *c = __atomic_load_n(&f->first[i], __ATOMIC_ACQUIRE);
    die_if(!is_aligned(c), message);
    while (c != NULL && !put_first(f, i, &c, checked_next(c)))
        ;
    return c;
}

/* fastbin_take_all - empties stack i. Returns: what was on it, linked. */
static inline struct chunk *fastbin_take_all(struct fastbins *f, size_t i)
{
    if (!single_threaded())
        return __atomic_exchange_n(&f->first[i], NULL, __ATOMIC_ACQ_REL);
    struct chunk *all = f->first[i];
    f->first[i] = NULL;
    return all;
}

#endif
