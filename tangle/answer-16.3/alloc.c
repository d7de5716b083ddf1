/* alloc.c: tangled from book/07-tags.nw, book/08-threads.nw, book/11-fastbin.nw, book/12-smallbins.nw, book/14-unsortedbin.nw, book/15-system.nw and book/16-checks.nw; edit those, not this. */
/* alloc.c - every place where a chunk may come from, a function each, and
   the order in which they are asked. */
#include "alloc.h"
#include "free.h"
#include "report.h"
#include "system.h"
#include "fork.h"
#include "tcache.h"
#include "mapped.h"

/* Marks c, which is free and on no bin, as in use. */
static struct chunk *occupy(struct arena *a, struct chunk *c)
{
    set_in_use(c);
    set_head(c, head_of(c) | non_main_flag(a));
    return c;
}

/* Makes c, which is free and on no bin, a chunk in use of size bytes, as
   nearly as can be. Returns: what is left, on the unsorted bin; or NULL.
   Dies of message if that bin is no ring. */
static struct chunk *cut(struct arena *a, struct chunk *c, size_t size,
                         const char *message)
{
    size_t rest = chunk_size(c) - size;
    if (rest < MIN_CHUNK) {
        occupy(a, c);
        return NULL;
    }
    struct chunk *remainder = chunk_at(c, size);
    set_head(c, size | PREV_IN_USE | non_main_flag(a));
    set_free(remainder, rest);
    bins_defer(&a->bins, remainder, message);
    return remainder;
}

/* The thread's cache, if it keeps chunks of this size and has room for one
   more; else NULL. */
static struct tcache *cache_with_room(size_t size)
{
    struct tcache *t = self.cache;
    size_t i = tcache_index(size);
    return t != NULL && i < tuning.tcache_bins
        && t->count[i] < tuning.tcache_count ? t : NULL;
}

/* The newest fast chunk of this size; those below it go into the cache, as
   far as there is room. */
static void keep_companions(struct arena *a, size_t size)
{
    struct tcache *t;
    struct chunk *c;
    while ((t = cache_with_room(size)) != NULL
           && (c = fastbin_pop(&a->fast, fastbin_index(size), "malloc(): "
                   "unaligned fastbin chunk detected 3")) != NULL)
        tcache_push(t, tcache_index(size), chunk_to_mem(c));
}

static struct chunk *take_fast(struct arena *a, size_t size)
{
    if (size > tuning.max_fast)
        return NULL;
    size_t i = fastbin_index(size);
    struct chunk *c = fastbin_pop(&a->fast, i, "malloc(): "
                                  "unaligned fastbin chunk detected 2");
    if (c == NULL)
        return NULL;
    die_if(fastbin_index(chunk_size(c)) != i,
           "malloc(): memory corruption (fast)");
    keep_companions(a, size);
    return c;
}

/* The oldest chunk of a bin, in use; NULL when there is none. */
static struct chunk *take_oldest(struct arena *a, struct chunk *bin)
{
    struct chunk *c = bin->bk;
    if (c == bin)
        return NULL;
    occupy(a, c);
    unlink_last(bin);
    return c;
}

/* The small chunk of exactly this size that has waited longest; the next
   ones go into the cache, as far as there is room. */
static struct chunk *take_small(struct arena *a, size_t size)
{
    struct chunk *bin = bin_at(&a->bins, bin_index(size)), *more;
    die_if(bin->bk->bk->fd != bin->bk,
           "malloc(): smallbin double linked list corrupted");
    struct chunk *c = take_oldest(a, bin);
    struct tcache *t;
    if (c == NULL)
        return NULL;
    while ((t = cache_with_room(size)) != NULL
           && (more = take_oldest(a, bin)) != NULL)
        tcache_push(t, tcache_index(size), chunk_to_mem(more));
    return c;
}

/* Is c the only one, left of the last small request, and long enough for
   this one and another? */
static bool is_next_bite(struct arena *a, struct chunk *c, size_t size)
{
    struct chunk *bin = unsorted_bin(a);
    return is_small(size) && c == a->last_remainder && c->bk == bin
        && chunk_size(c) > size + MIN_CHUNK;
}

/* Can c be the oldest chunk of the unsorted bin? */
static void check_unsorted(struct arena *a, struct chunk *c)
{
    struct chunk *bin = unsorted_bin(a), *next = next_chunk(c);
    size_t size = chunk_size(c);
    die_if(size <= HEADER || size > a->system_mem,
           "malloc(): invalid size (unsorted)");
    die_if(head_of(next) < HEADER || head_of(next) > a->system_mem,
           "malloc(): invalid next size (unsorted)");
    die_if((next->prev_size & ~FLAG_MASK) != size,
           "malloc(): mismatching next->prev_size (unsorted)");
    die_if(c->bk->fd != c || c->fd != bin,
           "malloc(): unsorted double linked list corrupted");
    die_if(prev_in_use(next),
           "malloc(): invalid next->prev_inuse (unsorted)");
}

static struct chunk *bite(struct arena *a, struct chunk *c, size_t size)
{
    unlink_last(unsorted_bin(a));
    a->last_remainder = cut(a, c, size, NULL);
    return c;
}

/* So many are put into their bins before somebody gets his block. */
enum { SORT_LIMIT = 10000 };

/* Looks at what is unsorted, from the oldest on. What fits to the byte is
   taken, after the cache has had its share; all else goes into its bin. */
static struct chunk *take_unsorted(struct arena *a, size_t size)
{
    struct chunk *bin = unsorted_bin(a), *c;
    struct tcache *t, *kept = NULL;
    for (int sorted = 0; sorted < SORT_LIMIT && (c = bin->bk) != bin;) {
        check_unsorted(a, c);
        if (is_next_bite(a, c, size))
            return bite(a, c, size);
        unlink_last(bin);
        if (chunk_size(c) != size) {
            bins_insert(&a->bins, c);
            sorted++;
        } else if ((t = cache_with_room(size)) != NULL) {
            tcache_push(t, tcache_index(size), chunk_to_mem(occupy(a, c)));
            kept = t;
        } else {
            return occupy(a, c);
        }
    }
    return kept == NULL ? NULL
        : mem_to_chunk(tcache_pop(kept, tcache_index(size)));
}

/* The smallest of the large chunks that are large enough; the second of
   that size if there are two. */
static struct chunk *take_large(struct arena *a, size_t size)
{
    struct chunk *bin = bin_at(&a->bins, bin_index(size)), *c = bin->fd;
    if (c == bin || head_of(c) < size)
        return NULL;
    do
        c = c->bk_nextsize;
    while (chunk_size(c) < size);
    if (c != bin->bk && head_of(c->fd) == head_of(c))
        c = c->fd;
    unlink_chunk(c);
    cut(a, c, size, "malloc(): corrupted unsorted chunks");
    return c;
}

/* The last chunk of the first bin beyond this size that has one. */
static struct chunk *take_larger(struct arena *a, size_t size)
{
    struct bins *b = &a->bins;
    size_t i = next_marked(b, bin_index(size) + 1);
    for (; i < BINS; i = next_marked(b, i + 1)) {
        struct chunk *bin = bin_at(b, i), *c = bin->bk;
        if (c == bin) {
            unmark_bin(b, i);
            continue;
        }
        ensure(chunk_size(c) >= size);
        unlink_chunk(c);
        struct chunk *rest = cut(a, c, size,
                                 "malloc(): corrupted unsorted chunks 2");
        if (rest != NULL && is_small(size))
            a->last_remainder = rest;
        return c;
    }
    return NULL;
}

/* Bytes are held from the system: is it more than ever? */
static void note_system_mem(struct arena *a)
{
    if (a->system_mem > a->max_system_mem)
        a->max_system_mem = a->system_mem;
}

/* Returns: whether the arena has more memory than before. */
static bool grow(struct arena *a, size_t size)
{
    if (!has_begun(a)) {
        arena_begin();
        watch_forks();
    }
    size_t had = a->system_mem;
    struct chunk *retired = grow_top(a, size);
    bool grown = a->system_mem > had;
    if (retired != NULL)
        arena_free(a, retired);
    note_system_mem(a);
    return grown;
}

/* A large chunk is a mapping, and so is any for which a thread's arena
   can't grow. */
static struct chunk *take_from_system(struct arena *a, size_t size)
{
    bool large = is_worth_mapping(size);
    struct chunk *c = large ? map_chunk(size) : NULL;
    if (c != NULL)
        return c;
    if (!grow(a, size) && !large && a != &main_arena)
        return map_chunk(size);
    return take_from_top(a, size);
}

/* All places but the fast bins and the system. */
static struct chunk *take_fit_or_top(struct arena *a, size_t size)
{
    struct chunk *c = take_unsorted(a, size);
    if (c == NULL && !is_small(size))
        c = take_large(a, size);
    if (c == NULL)
        c = take_larger(a, size);
    if (c != NULL)
        return c;
    die_if(chunk_size(a->top) > a->system_mem,
           "malloc(): corrupted top size");
    return take_from_top(a, size);
}

/* The same, with what is on the fast bins merged in time. */
static struct chunk *take_merged(struct arena *a, size_t size)
{
    if (!is_small(size) && have_fast(a))
        consolidate(a);
    struct chunk *c = take_fit_or_top(a, size);
    if (c != NULL || !have_fast(a))
        return c;
    consolidate(a);
    return take_fit_or_top(a, size);
}

void *arena_alloc(struct arena *a, size_t request)
{
    size_t size;
    if (!request_to_size(request, &size))
        return out_of_memory();
    struct chunk *c = unlikely(a == NULL) ? map_chunk(size)
                                          : take_fast(a, size);
    if (unlikely(a == NULL))
        return c == NULL ? out_of_memory() : chunk_to_mem(c);
    if (c == NULL && is_small(size))
        c = take_small(a, size);
    if (c == NULL)
        c = take_merged(a, size);
    if (c == NULL)
        c = take_from_system(a, size);
    return c == NULL ? out_of_memory() : chunk_to_mem(c);
}
