/* bins.h: tangled from book/07-tags.nw and book/12-smallbins.nw; edit those, not this. */
/* bins.h - an arena's free chunks, by size. A bin is a ring through fd and
   bk, and its header is viewed as a chunk of which only the links exist.
   Passive: bins know no arena and have no lock. */
#ifndef BINS_H
#define BINS_H

#include "chunk.h"

enum {
    BINS = 128,                 /* 1 to 127; 0 is none */
    UNSORTED = 1,               /* what has no place yet */
    MIN_LARGE = 1024,           /* smaller chunks are small */
    MAP_BITS = 32               /* in a word of the map */
};

struct bins {
    struct chunk *links[2 * (BINS - 1)];    /* fd and bk of each ring */
    uint32_t map[BINS / MAP_BITS];          /* a bit a bin: it may have
                                               something */
};

static inline bool is_small(size_t size)
{
    return size < MIN_LARGE;
}

/* bin_at - the header of bin i. Only its links are memory of the bins: what
   lies before them belongs to the bin before, or to somebody else. */
static inline struct chunk *bin_at(struct bins *b, size_t i)
{
    char *links = (char *)b + offsetof(struct bins, links)
                  + (i - 1) * 2 * sizeof b->links[0];
    return (struct chunk *)(void *)(links - offsetof(struct chunk, fd));
}

static inline bool bin_is_empty(const struct chunk *bin)
{
    return bin->fd == bin;
}

/* link_first - puts c at the front of a bin. Requires: c is on none. */
static inline void link_first(struct chunk *bin, struct chunk *c)
{
    c->fd = bin->fd;
    c->bk = bin;
    bin->fd->bk = c;
    bin->fd = c;
}

/* unlink_chunk - takes c off the bin that it is on, whichever that is. */
static inline void unlink_chunk(struct chunk *c)
{
    c->fd->bk = c->bk;
    c->bk->fd = c->fd;
}

/* bin_index - the bin for chunks of this size. All that is large shares
   one. */
static inline size_t bin_index(size_t size)
{
    return is_small(size) ? size / ALIGNMENT : MIN_LARGE / ALIGNMENT;
}

/* bins_init - makes each bin an empty ring. Requires: the map is zero. */
static inline void bins_init(struct bins *b)
{
    for (size_t i = 1; i < BINS; i++) {
        struct chunk *bin = bin_at(b, i);
        bin->fd = bin->bk = bin;
    }
}

static inline void mark_bin(struct bins *b, size_t i)
{
    b->map[i / MAP_BITS] |= (uint32_t)1 << i % MAP_BITS;
}

static inline void unmark_bin(struct bins *b, size_t i)
{
    b->map[i / MAP_BITS] &= ~((uint32_t)1 << i % MAP_BITS);
}

/* next_marked - the first bin from i on that may have something.
   Returns: BINS when there is none. */
static inline size_t next_marked(const struct bins *b, size_t i)
{
    if (i >= BINS)
        return BINS;
    size_t word = i / MAP_BITS;
    uint32_t bits = b->map[word] & ~(uint32_t)0 << i % MAP_BITS;
    while (bits == 0) {
        if (++word == BINS / MAP_BITS)
            return BINS;
        bits = b->map[word];
    }
    return word * MAP_BITS + (size_t)__builtin_ctz(bits);
}

/* bins_defer - puts c on the unsorted bin, as the newest. */
static inline void bins_defer(struct bins *b, struct chunk *c)
{
    link_first(bin_at(b, UNSORTED), c);
}

/* bins_insert - puts c into the bin for its size, as the newest. */
static inline void bins_insert(struct bins *b, struct chunk *c)
{
    size_t i = bin_index(chunk_size(c));
    mark_bin(b, i);
    link_first(bin_at(b, i), c);
}

#endif
