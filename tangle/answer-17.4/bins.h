/* bins.h: tangled from book/12-smallbins.nw, book/13-largebins.nw, book/16-checks.nw and book/17-glibc.nw; edit those, not this. */
/* bins.h - an arena's free chunks, by size. A bin is a ring through fd and
   bk, and its header is viewed as a chunk of which only the links exist.
   Passive: bins know no arena and have no lock. */
#ifndef BINS_H
#define BINS_H

#include "chunk.h"
#include "checks.h"

enum {
    BINS = 128,                 /* 1 to 127; 0 is none */
    UNSORTED = 1,               /* what has no place yet */
    MIN_LARGE = 1024,           /* smaller chunks are small */
    MAP_BITS = 64               /* in a word of the map */
};

struct bins {
    struct chunk *links[2 * (BINS - 1)];    /* fd and bk of each ring */
    uint64_t map[BINS / MAP_BITS];          /* a bit a bin: it may have
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

/* link_between - puts c between two neighbours on a bin, of which either
   may be its header. Requires: c is on none. */
static inline void link_between(struct chunk *before, struct chunk *c,
                                struct chunk *after)
{
    c->fd = after;
    c->bk = before;
    after->bk = c;
    before->fd = c;
}

/* link_first - puts c at the front of a bin. Requires: c is on none. */
static inline void link_first(struct chunk *bin, struct chunk *c)
{
    link_between(bin, c, bin->fd);
}

/* link_before - puts c in front of another chunk of a bin. */
static inline void link_before(struct chunk *other, struct chunk *c)
{
    die_if(other->bk->fd != other,
           "malloc(): largebin double linked list corrupted (bk)");
    link_between(other->bk, c, other);
}

/* unlink_last - takes the oldest chunk off a bin for which sizes have no
   ring. Requires: there is one. */
static inline void unlink_last(struct chunk *bin)
{
    struct chunk *last = bin->bk;
    bin->bk = last->bk;
    last->bk->fd = bin;
}

/* join_sizes - puts c into the ring of sizes in front of another. */
static inline void join_sizes(struct chunk *other, struct chunk *c)
{
    c->fd_nextsize = other;
    c->bk_nextsize = other->bk_nextsize;
    other->bk_nextsize->fd_nextsize = c;
    other->bk_nextsize = c;
}

/* Puts the heir where c is on the ring of sizes. */
static inline void take_place(struct chunk *heir, const struct chunk *c)
{
    bool alone = c->fd_nextsize == c;
    heir->fd_nextsize = alone ? heir : c->fd_nextsize;
    heir->bk_nextsize = alone ? heir : c->bk_nextsize;
    heir->fd_nextsize->bk_nextsize = heir;
    heir->bk_nextsize->fd_nextsize = heir;
}

/* leave_sizes - takes c, which has left its bin, off the ring of sizes. The
   next chunk of its size takes its place there, if there is one. c keeps
   its links. */
static inline void leave_sizes(struct chunk *c)
{
    struct chunk *next = c->fd_nextsize, *prev = c->bk_nextsize;
    die_if(next->bk_nextsize != c || prev->fd_nextsize != c,
           "corrupted double-linked list (not small)");
    if (c->fd->fd_nextsize == NULL) {
        take_place(c->fd, c);
    } else {
        next->bk_nextsize = prev;
        prev->fd_nextsize = next;
    }
}

/* unlink_chunk - takes c off the bin that it is on, whichever that is. */
static inline void unlink_chunk(struct chunk *c)
{
    die_if(chunk_size(c) != next_chunk(c)->prev_size,
           "corrupted size vs. prev_size");
    die_if(c->fd->bk != c || c->bk->fd != c,
           "corrupted double-linked list");
    c->fd->bk = c->bk;
    c->bk->fd = c->fd;
    if (!is_small(head_of(c)) && c->fd_nextsize != NULL)
        leave_sizes(c);
}

/* Bins for large chunks come in groups. In a group all have the same width;
   the next one is eight times as wide, and begins where this one has had
   its share. The bin is the size in units of the width, plus base. */
struct group {
    unsigned shift;             /* log2 of the width */
    size_t last;                /* the last unit that is of this group */
    size_t base;
};

/* bin_index - the bin for chunks of this size. */
static inline size_t bin_index(size_t size)
{
    static const struct group groups[] = {
        { 6, 48, 48 }, { 9, 20, 91 }, { 12, 10, 110 }, { 15, 4, 119 },
        { 18, 2, 124 },
    };
    if (is_small(size))
        return size / ALIGNMENT;
    if (size >> groups[0].shift <= groups[0].last)
        return (size >> groups[0].shift) + groups[0].base;
    for (size_t i = 1; i < sizeof groups / sizeof groups[0]; i++)
        if (size >> groups[i].shift <= groups[i].last)
            return (size >> groups[i].shift) + groups[i].base;
    return BINS - 2;
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
    b->map[i / MAP_BITS] |= (uint64_t)1 << i % MAP_BITS;
}

static inline void unmark_bin(struct bins *b, size_t i)
{
    b->map[i / MAP_BITS] &= ~((uint64_t)1 << i % MAP_BITS);
}

/* next_marked - the first bin from i on that may have something.
   Returns: BINS when there is none. */
static inline size_t next_marked(const struct bins *b, size_t i)
{
    if (i >= BINS)
        return BINS;
    size_t word = i / MAP_BITS;
    uint64_t bits = b->map[word] & ~(uint64_t)0 << i % MAP_BITS;
    while (bits == 0) {
        if (++word == BINS / MAP_BITS)
            return BINS;
        bits = b->map[word];
    }
    return word * MAP_BITS + (size_t)__builtin_ctzll(bits);
}

/* bins_defer - puts c on the unsorted bin, as the newest. Dies of message,
   if there is one, when that bin is no ring. */
static inline void bins_defer(struct bins *b, struct chunk *c,
                              const char *message)
{
    struct chunk *bin = bin_at(b, UNSORTED);
    die_if(message != NULL && bin->fd->bk != bin, message);
    if (!is_small(head_of(c)))
        c->fd_nextsize = c->bk_nextsize = NULL;
    link_first(bin, c);
}

/* The head of a chunk on a large bin. */
static inline size_t head_on_bin(const struct chunk *c)
{
    ensure(!is_non_main(c));
    return head_of(c);
}

/* The first whose head isn't larger than this one. Requires: there is
   one. */
static inline struct chunk *not_larger(struct chunk *first, size_t head)
{
    while (head_on_bin(first) > head)
        first = first->fd_nextsize;
    return first;
}

/* insert_large - puts c where it belongs, the largest being first: among
   its equals as the second. */
static inline void insert_large(struct chunk *bin, struct chunk *c)
{
    struct chunk *first = bin->fd, *at;
    size_t head = chunk_size(c) | PREV_IN_USE;
    if (bin_is_empty(bin)) {
        c->fd_nextsize = c->bk_nextsize = c;
        link_first(bin, c);
    } else if (head < head_on_bin(bin->bk)) {
        join_sizes(first, c);
        link_between(bin->bk, c, bin);
    } else if (head_of(at = not_larger(first, head)) == head) {
        link_before(at->fd, c);
    } else {
        die_if(at->bk_nextsize->fd_nextsize != at,
               "malloc(): largebin double linked list corrupted "
               "(nextsize)");
        join_sizes(at, c);
        link_before(at, c);
    }
}

/* bins_insert - puts c into the bin for its size. */
static inline void bins_insert(struct bins *b, struct chunk *c)
{
    size_t size = chunk_size(c), i = bin_index(size);
    if (is_small(size))
        link_first(bin_at(b, i), c);
    else
        insert_large(bin_at(b, i), c);
    mark_bin(b, i);
}

#endif
