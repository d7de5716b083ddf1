/* alloc.c: tangled from book/07-tags.nw, book/08-threads.nw, book/09-arenas.nw, book/11-fastbin.nw and book/12-smallbins.nw; edit those, not this. */
/* alloc.c - every place where a chunk may come from, a function each, and
   the order in which they are asked. */
#include "alloc.h"
#include "free.h"
#include "report.h"
#include "system.h"
#include "fork.h"
#include "tcache.h"

/* Marks c, which is free and on no bin, as in use. */
static struct chunk *occupy(struct arena *a, struct chunk *c)
{
    set_in_use(c);
    set_head(c, head_of(c) | non_main_flag(a));
    return c;
}

/* Makes c, which is free and on no bin, a chunk in use of size bytes, as
   nearly as can be. Returns: what is left, on the unsorted bin; or NULL. */
static struct chunk *cut(struct arena *a, struct chunk *c, size_t size)
{
    size_t rest = chunk_size(c) - size;
    if (rest < MIN_CHUNK) {
        occupy(a, c);
        return NULL;
    }
    struct chunk *remainder = chunk_at(c, size);
    set_head(c, size | PREV_IN_USE | non_main_flag(a));
    set_free(remainder, rest);
    bins_defer(&a->bins, remainder);
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
           && (c = fastbin_pop(&a->fast, fastbin_index(size))) != NULL)
        tcache_push(t, tcache_index(size), chunk_to_mem(c));
}

static struct chunk *take_fast(struct arena *a, size_t size)
{
    if (size > tuning.max_fast)
        return NULL;
    struct chunk *c = fastbin_pop(&a->fast, fastbin_index(size));
    if (c != NULL)
        keep_companions(a, size);
    return c;
}

/* The oldest chunk of a bin, in use; NULL when there is none. */
static struct chunk *take_oldest(struct arena *a, struct chunk *bin)
{
    struct chunk *c = bin->bk;
    if (c == bin)
        return NULL;
    unlink_chunk(c);
    return occupy(a, c);
}

/* The small chunk of exactly this size that has waited longest; the next
   ones go into the cache, as far as there is room. */
static struct chunk *take_small(struct arena *a, size_t size)
{
    struct chunk *bin = bin_at(&a->bins, bin_index(size)), *more;
    struct chunk *c = take_oldest(a, bin);
    struct tcache *t;
    if (c == NULL)
        return NULL;
    while ((t = cache_with_room(size)) != NULL
           && (more = take_oldest(a, bin)) != NULL)
        tcache_push(t, tcache_index(size), chunk_to_mem(more));
    return c;
}

/* May a request go on eating what the last one left? */
static bool is_next_bite(struct arena *a, struct chunk *c, size_t size)
{
    struct chunk *bin = unsorted_bin(a);
    return is_small(size) && c == a->last_remainder && c->bk == bin
        && chunk_size(c) > size + MIN_CHUNK;
}

/* What the last cut has left is used again, or goes into its bin. */
static struct chunk *take_unsorted(struct arena *a, size_t size)
{
    struct chunk *bin = unsorted_bin(a), *c = bin->bk;
    if (c == bin)
        return NULL;
    bool bite = is_next_bite(a, c, size);
    unlink_chunk(c);
    if (bite) {
        a->last_remainder = cut(a, c, size);
        return c;
    }
    if (chunk_size(c) == size)
        return occupy(a, c);
    bins_insert(&a->bins, c);
    return NULL;
}

/* The first of the large chunks that is large enough, from the one that
   has waited longest. */
static struct chunk *take_large(struct arena *a, size_t size)
{
    struct chunk *bin = bin_at(&a->bins, bin_index(size));
    for (struct chunk *c = bin->bk; c != bin; c = c->bk)
        if (chunk_size(c) >= size) {
            unlink_chunk(c);
            cut(a, c, size);
            return c;
        }
    return NULL;
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
        unlink_chunk(c);
        struct chunk *rest = cut(a, c, size);
        if (rest != NULL && is_small(size))
            a->last_remainder = rest;
        return c;
    }
    return NULL;
}

static struct chunk *take_from_system(struct arena *a, size_t size)
{
    if (!has_begun(a)) {
        arena_begin();
        watch_forks();
    }
    struct chunk *retired = grow_top(a, size);
    if (retired != NULL)
        arena_free(a, retired);
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
    return c != NULL ? c : take_from_top(a, size);
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
    struct chunk *c = take_fast(a, size);
    if (c == NULL && is_small(size))
        c = take_small(a, size);
    if (c == NULL)
        c = take_merged(a, size);
    if (c == NULL)
        c = take_from_system(a, size);
    return c == NULL ? out_of_memory() : chunk_to_mem(c);
}
