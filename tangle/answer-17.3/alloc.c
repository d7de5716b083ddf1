/* alloc.c: tangled from book/07-tags.nw, book/08-threads.nw, book/11-fastbin.nw, book/12-smallbins.nw, book/15-system.nw, book/16-checks.nw and book/17-glibc.nw; edit those, not this. */
/* alloc.c - every place where a chunk may come from, a function each, and
   the order in which they are asked. */
#include "alloc.h"
#include "free.h"
#include "report.h"
#include "system.h"
#include "fork.h"
#include "tcache.h"
#include "mapped.h"
#include <string.h>

static APART void keep_companions(struct arena *a, size_t size);
static APART struct chunk *take_from_system(struct arena *a, size_t size);

/* Marks c, which is free and on no bin, as in use. */
static INLINE struct chunk *occupy(struct arena *a, struct chunk *c)
{
    set_in_use(c);
    set_head(c, c->head | non_main_flag(a));
    return c;
}

/* Makes c, which is free and on no bin, a chunk in use of size bytes, as
   nearly as can be. Returns: what is left, on the unsorted bin; or NULL.
   Dies of message if that bin is no ring. */
static INLINE struct chunk *cut(struct arena *a, struct chunk *c,
                                size_t size, const char *message)
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

/* The oldest chunk of a small bin, in use; NULL when there is none. It is
   believed to have the size of its bin. */
static struct chunk *take_oldest(struct arena *a, struct chunk *bin,
                                 size_t size)
{
    struct chunk *c = bin->bk, *next = chunk_at(c, size);
    if (c == bin)
        return NULL;
    set_head(next, head_of(next) | PREV_IN_USE);
    set_head(c, c->head | non_main_flag(a));
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
    struct chunk *c = take_oldest(a, bin, size);
    struct tcache *t;
    if (c == NULL)
        return NULL;
    while ((t = cache_with_room(size)) != NULL
           && (more = take_oldest(a, bin, size)) != NULL)
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

static INLINE struct chunk *bite(struct arena *a, struct chunk *c,
                                 size_t size)
{
    unlink_last(unsorted_bin(a));
    a->last_remainder = cut(a, c, size, NULL);
    return c;
}

/* Can c be the oldest chunk of the unsorted bin? */
static INLINE void check_unsorted(struct arena *a, struct chunk *c)
{
    struct chunk *bin = unsorted_bin(a), *next = next_chunk(c);
    size_t size = chunk_size(c), most = system_bytes(a);
    die_if(size <= HEADER || size > most,
           "malloc(): invalid size (unsorted)");
    die_if(next->head < HEADER || next->head > most,
           "malloc(): invalid next size (unsorted)");
    die_if((next->prev_size & ~FLAG_MASK) != size,
           "malloc(): mismatching next->prev_size (unsorted)");
    die_if(c->bk->fd != c || c->fd != bin,
           "malloc(): unsorted double linked list corrupted");
    die_if(prev_in_use(next),
           "malloc(): invalid next->prev_inuse (unsorted)");
}

/* A search for a chunk of size bytes. */
struct search {
    size_t size;
    size_t sorted;          /* chunks put into their bins so far */
    bool from_cache;        /* what it has found came out of the cache */
};

/* What was kept last. */
static APART struct chunk *take_kept(size_t size)
{
    return mem_to_chunk(tcache_pop(self.cache, tcache_index(size)));
}

/* Has enough been sorted, now that something fits? */
static bool is_enough(const struct search *s)
{
    return tuning.tcache_unsorted_limit != 0
        && s->sorted > tuning.tcache_unsorted_limit;
}

/* So many are put into their bins before somebody gets his block. */
enum { SORT_LIMIT = 10000 };

/* Puts a chunk of this size into the cache, if there is room. */
static APART bool keep_exact(struct chunk *c, size_t size)
{
    struct tcache *t = cache_with_room(size);
    if (t != NULL)
        tcache_push(t, tcache_index(size), chunk_to_mem(c));
    return t != NULL;
}

/* Looks at what is unsorted, from the oldest on. What fits to the byte is
   taken, after the cache has had its share; all else goes into its bin. */
static struct chunk *take_unsorted(struct arena *a, struct search *s)
{
    struct chunk *bin = unsorted_bin(a), *c;
    size_t last = s->sorted + SORT_LIMIT;
    bool kept = false;
    while (s->sorted != last && (c = bin->bk) != bin) {
        size_t size = chunk_size(c);
        check_unsorted(a, c);
        if (is_next_bite(a, c, s->size))
            return bite(a, c, s->size);
        unlink_last(bin);
        if (size != s->size) {
            bins_insert(&a->bins, c);
            s->sorted++;
            if (kept && is_enough(s))
                break;
        } else if (keep_exact(occupy(a, c), size)) {
            kept = true;
        } else {
            return c;
        }
    }
    s->from_cache = kept;
    return kept ? take_kept(s->size) : NULL;
}

/* The smallest of the large chunks in bin i that are large enough; the
   second of that size if there are two. */
static struct chunk *take_large(struct arena *a, size_t i, size_t size)
{
    struct chunk *bin = bin_at(&a->bins, i), *c = bin->fd;
    if (c == bin || c->head < size)
        return NULL;
    do
        c = c->bk_nextsize;
    while (chunk_size(c) < size);
    if (c != bin->bk && c->fd->head == c->head)
        c = c->fd;
    unlink_chunk(c);
    cut(a, c, size, "malloc(): corrupted unsorted chunks");
    return c;
}

/* The last chunk of the first bin from i on that has one. */
static struct chunk *take_larger(struct arena *a, size_t i, size_t size)
{
    struct bins *b = &a->bins;
    for (i = next_marked(b, i); i < BINS; i = next_marked(b, i + 1)) {
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

/* All places but the fast bins and the small bin of this size; with what is
   on the fast bins merged in time. */
static struct chunk *take_found(struct arena *a, struct search *s)
{
    size_t i = bin_index(s->size);
    struct chunk *c;
    if (!is_small(s->size) && have_fast(a))
        consolidate(a);
    for (;; consolidate(a)) {
        if (!bin_is_empty(unsorted_bin(a))
            && (c = take_unsorted(a, s)) != NULL)
            return c;
        if (!is_small(s->size) && (c = take_large(a, i, s->size)) != NULL)
            return c;
        if ((c = take_larger(a, i + 1, s->size)) != NULL)
            return c;
        die_if(chunk_size(a->top) > system_bytes(a),
               "malloc(): corrupted top size");
        if ((c = take_from_top(a, s->size)) != NULL)
            return c;
        if (!have_fast(a))
            return take_from_system(a, s->size);
    }
}

static APART void fill(void *mem, size_t request)
{
    memset(mem, tuning.perturb ^ 0xff, request);
}

/* A chunk as it is handed out. */
static void *deliver(struct chunk *c, size_t request)
{
    void *mem = chunk_to_mem(c);
    if (unlikely(tuning.perturb != 0))
        fill(mem, request);
    return mem;
}

/* What comes from a cache keeps what is in it. */
static APART void *find(struct arena *a, size_t size, size_t request)
{
    struct search s = { .size = size };
    struct chunk *c = take_found(a, &s);
    if (c == NULL)
        return out_of_memory();
    if (unlikely(tuning.perturb != 0) && !s.from_cache)
        fill(chunk_to_mem(c), request);
    return chunk_to_mem(c);
}

static APART void *map_for(size_t size, size_t request)
{
    struct chunk *c = map_chunk(size);
    return c == NULL ? out_of_memory() : deliver(c, request);
}

/* The next bite, if that is what the request gets anyhow. */
static INLINE struct chunk *take_bite(struct arena *a, size_t size)
{
    struct chunk *c = unsorted_bin(a)->bk;
    if (c == unsorted_bin(a) || !is_next_bite(a, c, size))
        return NULL;
    check_unsorted(a, c);
    return bite(a, c, size);
}

/* A small chunk that is there already, just as long as it should be; or the
   next bite; or else whatever can be found. */
static APART void *find_small(struct arena *a, size_t size, size_t request)
{
    struct chunk *c = take_fast(a, size);
    if (c == NULL)
        c = take_small(a, size);
    if (c == NULL)
        c = take_bite(a, size);
    return c == NULL ? find(a, size, request) : deliver(c, request);
}

void *arena_alloc(struct arena *a, size_t request)
{
    size_t size;
    if (!request_to_size(request, &size))
        return out_of_memory();
    if (unlikely(a == NULL))
        return map_for(size, request);
    return is_small(size) ? find_small(a, size, request)
                          : find(a, size, request);
}
