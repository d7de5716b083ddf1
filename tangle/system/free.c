/* free.c: tangled from book/07-tags.nw, book/10-tcache.nw, book/11-fastbin.nw, book/14-unsortedbin.nw and book/15-system.nw; edit those, not this. */
/* free.c - takes chunks back: into this thread's cache, or into the arena,
   where one is made of those that touch. */
#include <errno.h>

#include "free.h"
#include "system.h"
#include "tcache.h"

/* Makes one chunk of c and of the one before, if that is free. */
static struct chunk *coalesce_prev(struct chunk *c)
{
    if (prev_in_use(c))
        return c;
    struct chunk *prev = prev_chunk(c);
    unlink_chunk(prev);
    resize(prev, chunk_size(prev) + chunk_size(c));
    return prev;
}

/* Makes one chunk of c and of the one after, if that is free; else tells
   it that c is free. Requires: it is not top. */
static void coalesce_next(struct chunk *c)
{
    struct chunk *next = next_chunk(c);
    if (chunk_in_use(next)) {
        clear_in_use(c);
        return;
    }
    unlink_chunk(next);
    resize(c, chunk_size(c) + chunk_size(next));
}

/* The same as keep_chunk, but if the block bears the key, it is looked
   for. Returns: whether it was kept. */
static bool keep_after_a_look(struct chunk *c)
{
    struct tcache *t = self.cache;
    size_t i = tcache_index(chunk_size(c));
    if (t == NULL || i >= tuning.tcache_bins)
        return false;
    struct cached *block = chunk_to_mem(c);
    if (block->key == tcache_key)
        check_not_cached(t, i, block);
    if (t->count[i] >= tuning.tcache_count)
        return false;
    tcache_push(t, i, block);
    return true;
}

/* Returns: whether c is small enough for a fast bin, and is on it now. */
static bool keep_on_fastbin(struct arena *a, struct chunk *c)
{
    size_t size = chunk_size(c);
    if (size > tuning.max_fast)
        return false;
    fastbin_push(&a->fast, fastbin_index(size), c);
    set_have_fast(a, 1);
    return true;
}

static struct chunk *merge_into_top(struct arena *a, struct chunk *c)
{
    set_head(c, (chunk_size(c) + chunk_size(a->top)) | PREV_IN_USE);
    return a->top = c;
}

/* Merges c with what is free on both sides, and puts it on the unsorted bin
   or makes it top. Returns: what it is part of now. */
static struct chunk *merge(struct arena *a, struct chunk *c)
{
    c = coalesce_prev(c);
    if (next_chunk(c) == a->top)
        return merge_into_top(a, c);
    coalesce_next(c);
    set_free(c, chunk_size(c));
    bins_defer(&a->bins, c);
    return c;
}

void consolidate(struct arena *a)
{
    set_have_fast(a, 0);
    for (size_t i = 0; i < FASTBINS; i++) {
        struct chunk *next, *c = fastbin_take_all(&a->fast, i);
        for (; c != NULL; c = next) {
            next = fastbin_next(c);
            merge(a, c);
        }
    }
}

/* With so many bytes in one piece it is worth looking at top. */
enum { TRIM_WORTHWHILE = 64 * 1024 };

/* Whoever frees something keeps his errno. */
static void trim_break_quietly(struct arena *a)
{
    int saved = errno;
    trim_break(a, tuning.top_pad);
    errno = saved;
}

static void give_back(struct arena *a, struct chunk *c)
{
    c = merge(a, c);
    if (chunk_size(c) < TRIM_WORTHWHILE)
        return;
    if (have_fast(a))
        consolidate(a);
    if (a != &main_arena)
        trim_segments(a);
    else if (chunk_size(a->top) >= trim_threshold())
        trim_break_quietly(a);
}

void arena_free(struct arena *a, struct chunk *c)
{
    if (!keep_after_a_look(c) && !keep_on_fastbin(a, c))
        give_back(a, c);
}

void free_chunk(struct arena *a, struct chunk *c)
{
    if (keep_after_a_look(c) || keep_on_fastbin(a, c))
        return;
    arena_enter(a);
    give_back(a, c);
    arena_leave(a);
}
