/* free.c: tangled from book/07-tags.nw and book/10-tcache.nw; edit those, not this. */
/* free.c - takes chunks back: into this thread's cache, or into the arena,
   where one is made of those that touch. */
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

/* With so many bytes in one piece it is worth looking at top. */
enum { TRIM_WORTHWHILE = 64 * 1024 };

static struct chunk *merge_into_top(struct arena *a, struct chunk *c)
{
    set_head(c, (chunk_size(c) + chunk_size(a->top)) | PREV_IN_USE);
    return a->top = c;
}

static void give_back(struct arena *a, struct chunk *c)
{
    c = coalesce_prev(c);
    if (next_chunk(c) == a->top) {
        c = merge_into_top(a, c);
    } else {
        coalesce_next(c);
        set_free(c, chunk_size(c));
        link_first(unsorted_bin(a), c);
    }
    if (chunk_size(c) >= TRIM_WORTHWHILE && a != &main_arena)
        trim_segments(a);
}

void arena_free(struct arena *a, struct chunk *c)
{
    if (!keep_after_a_look(c))
        give_back(a, c);
}

void free_chunk(struct arena *a, struct chunk *c)
{
    if (keep_after_a_look(c))
        return;
    arena_enter(a);
    give_back(a, c);
    arena_leave(a);
}
