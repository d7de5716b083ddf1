/* chunk.h: tangled from book/03-chunks.nw, book/05-free-list.nw, book/07-tags.nw, book/08-threads.nw, book/10-tcache.nw and book/13-largebins.nw; edit those, not this. */
/* chunk.h - how a chunk lies in memory. Pure: it keeps nothing and calls
   nothing. Whatever cuts chunks or reads them includes it.

       c +  0   prev_size   lent to the chunk before while that is in use
       c +  8   head        the size of this chunk, and three flags
       c + 16   mem         the user's bytes; two links while c is free
       ...
       c + size             the next chunk, whose prev_size is lent to c */
#ifndef CHUNK_H
#define CHUNK_H

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ALIGNMENT = 16, HEADER = 16, MIN_CHUNK = 32 };

#define PREV_IN_USE ((size_t)1)     /* the chunk before is in use */
#define MMAPPED     ((size_t)2)     /* the chunk is its own mapping */
#define NON_MAIN    ((size_t)4)     /* not of the main arena */
#define FLAG_MASK   ((size_t)7)     /* where the flags are */

struct __attribute__((may_alias)) chunk {
    size_t prev_size;           /* of the chunk before, if it is free */
    size_t head;
    struct chunk *fd, *bk;      /* only while free */
    struct chunk *fd_nextsize;  /* only while free and large: the first */
    struct chunk *bk_nextsize;  /* of the next smaller size, and larger */
};

static_assert(sizeof(size_t) == 8, "a word has 64 bits");
static_assert(offsetof(struct chunk, fd) == HEADER, "mem follows head");
static_assert(offsetof(struct chunk, fd_nextsize) == MIN_CHUNK,
              "L2: links fit");
static_assert(ALIGNMENT % alignof(max_align_t) == 0, "L1: any type fits");
static_assert(FLAG_MASK < ALIGNMENT, "L4: flags lie below the size");

static inline void *chunk_to_mem(struct chunk *c)
{
    return (char *)c + HEADER;
}

static inline struct chunk *mem_to_chunk(void *mem)
{
    return (struct chunk *)(void *)((char *)mem - HEADER);
}

/* A neighbour's free may change P in the head of a chunk that its owner
   reads at this moment: each access is one that may meet another. */
static inline size_t head_of(const struct chunk *c)
{
    return __atomic_load_n(&c->head, __ATOMIC_RELAXED);
}

static inline void set_head(struct chunk *c, size_t head)
{
    __atomic_store_n(&c->head, head, __ATOMIC_RELAXED);
}

static inline size_t chunk_size(const struct chunk *c)
{
    return head_of(c) & ~FLAG_MASK;
}

static inline bool prev_in_use(const struct chunk *c)
{
    return (head_of(c) & PREV_IN_USE) != 0;
}

static inline bool is_mmapped(const struct chunk *c)
{
    return (head_of(c) & MMAPPED) != 0;
}

static inline bool is_non_main(const struct chunk *c)
{
    return (head_of(c) & NON_MAIN) != 0;
}

/* resize - gives c another size and keeps its flags. */
static inline void resize(struct chunk *c, size_t size)
{
    set_head(c, size | (head_of(c) & FLAG_MASK));
}

static inline struct chunk *chunk_at(struct chunk *c, size_t offset)
{
    return (struct chunk *)(void *)((char *)c + offset);
}

static inline struct chunk *next_chunk(struct chunk *c)
{
    return chunk_at(c, chunk_size(c));
}

/* Is c in use? That is written in the chunk after. */
static inline bool chunk_in_use(struct chunk *c)
{
    return prev_in_use(next_chunk(c));
}

static inline void set_in_use(struct chunk *c)
{
    struct chunk *next = next_chunk(c);
    set_head(next, head_of(next) | PREV_IN_USE);
}

static inline void clear_in_use(struct chunk *c)
{
    struct chunk *next = next_chunk(c);
    set_head(next, head_of(next) & ~PREV_IN_USE);
}

/* The chunk before. Requires: it is free, so that it left its foot. */
static inline struct chunk *prev_chunk(struct chunk *c)
{
    return (struct chunk *)(void *)((char *)c - c->prev_size);
}

/* set_free - labels c at both ends. Requires: the chunk before is in use,
   and the one after knows that c isn't. */
static inline void set_free(struct chunk *c, size_t size)
{
    set_head(c, size | PREV_IN_USE);
    chunk_at(c, size)->prev_size = size;
}

/* split_chunk - cuts c, which is in use, in two, both in use; the first
   has size bytes. Returns: the second. */
static inline struct chunk *split_chunk(struct chunk *c, size_t size)
{
    struct chunk *second = chunk_at(c, size);
    set_head(second, (chunk_size(c) - size) | PREV_IN_USE
                     | (c->head & NON_MAIN));
    resize(c, size);
    return second;
}

/* What the user of c may write: up to the next head (L6). */
static inline size_t usable_size(const struct chunk *c)
{
    return chunk_size(c) - sizeof(c->head);
}

static inline size_t round_up(size_t n, size_t unit)
{
    return (n + unit - 1) & ~(unit - 1);
}

static inline size_t round_down(size_t n, size_t unit)
{
    return n & ~(unit - 1);
}

/* request_to_size - the size of the chunk that serves a request.
   Fails: false when the request is above PTRDIFF_MAX. */
static inline bool request_to_size(size_t request, size_t *size)
{
    if (request > PTRDIFF_MAX)
        return false;
    size_t with_head = request + sizeof(size_t);
    *size = with_head <= MIN_CHUNK ? MIN_CHUNK
                                   : round_up(with_head, ALIGNMENT);
    return true;
}

/* get_link, set_link - a link from a block to the next, on a list that
   leads one way. place is where it is kept. */
static inline void *get_link(void *const *place)
{
    return *place;
}

static inline void set_link(void **place, void *to)
{
    *place = to;
}

#endif
