/* alloc.c: tangled from book/07-tags.nw, book/08-threads.nw, book/09-arenas.nw and book/11-fastbin.nw; edit those, not this. */
/* alloc.c - every place where a chunk may come from, a function each, and
   the order in which they are asked. */
#include "alloc.h"
#include "free.h"
#include "report.h"
#include "system.h"
#include "fork.h"
#include "tcache.h"

/* Marks c, which is free and on no bin, as in use, and cuts it down to size
   bytes. The rest becomes a free chunk, if a chunk can be that small. */
static struct chunk *hand_out(struct arena *a, struct chunk *c, size_t size)
{
    size_t rest = chunk_size(c) - size;
    if (rest < MIN_CHUNK) {
        set_in_use(c);
        set_head(c, head_of(c) | non_main_flag(a));
        return c;
    }
    struct chunk *remainder = chunk_at(c, size);
    set_head(c, size | PREV_IN_USE | non_main_flag(a));
    set_free(remainder, rest);
    link_first(unsorted_bin(a), remainder);
    return c;
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

/* The first chunk that is large enough, from the one that has waited
   longest. */
static struct chunk *take_first_fit(struct arena *a, size_t size)
{
    struct chunk *bin = unsorted_bin(a);
    for (struct chunk *c = bin->bk; c != bin; c = c->bk)
        if (chunk_size(c) >= size) {
            unlink_chunk(c);
            return hand_out(a, c, size);
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

/* A chunk of this size, or a larger one, is large. */
enum { MIN_LARGE = 1024 };

static struct chunk *take_fit_or_top(struct arena *a, size_t size)
{
    struct chunk *c = take_first_fit(a, size);
    return c != NULL ? c : take_from_top(a, size);
}

static struct chunk *take_merged(struct arena *a, size_t size)
{
    if (size >= MIN_LARGE && have_fast(a))
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
    if (c == NULL)
        c = take_merged(a, size);
    if (c == NULL)
        c = take_from_system(a, size);
    return c == NULL ? out_of_memory() : chunk_to_mem(c);
}
