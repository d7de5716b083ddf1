/* free.c: tangled from book/07-tags.nw, book/14-unsortedbin.nw, book/15-system.nw and book/16-checks.nw; edit those, not this. */
/* free.c - takes chunks back: into this thread's cache, or into the arena,
   where one is made of those that touch. */
#include <errno.h>

#include "free.h"
#include "system.h"
#include "tcache.h"

/* Makes one chunk of c and of the one before, if that is free. Dies of
   message if that one is of another size than it left at its end. */
static struct chunk *coalesce_prev(struct chunk *c, const char *message)
{
    if (prev_in_use(c))
        return c;
    struct chunk *prev = prev_chunk(c);
    die_if(chunk_size(prev) != c->prev_size, message);
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

/* Can c be a chunk that somebody has in use? */
static void check_chunk(const struct chunk *c)
{
    size_t size = chunk_size(c);
    die_if(is_wrapped(c, size) || !is_aligned(c),
           "free(): invalid pointer");
    die_if(size < MIN_CHUNK || size % ALIGNMENT != 0,
           "free(): invalid size");
}

/* The same as keep_chunk for a chunk of any arena, but if the block bears
   the key, it is looked for. Returns: whether it was kept. */
static bool keep_after_a_look(struct chunk *c)
{
    struct tcache *t = self.cache;
    check_chunk(c);
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

/* Is what follows c no chunk? Others may be changing it at this moment, or
   how much the arena has; then only who has the lock can tell. */
static bool is_followed_by_none(struct arena *a, struct chunk *c,
                                bool locked)
{
    struct chunk *next = next_chunk(c);
    bool none = is_no_size(head_of(next), system_bytes(a));
    if (none && !locked) {
        arena_enter(a);
        none = is_no_size(head_of(next), system_bytes(a));
        arena_leave(a);
    }
    return none;
}

/* locked: the arena's lock is ours.
   Returns: whether c is small enough for a fast bin, and is on it now. */
static bool keep_on_fastbin(struct arena *a, struct chunk *c, bool locked)
{
    size_t size = chunk_size(c), i = fastbin_index(size);
    if (size > tuning.max_fast)
        return false;
    die_if(is_followed_by_none(a, c, locked),
           "free(): invalid next size (fast)");
    struct chunk *below = fastbin_push(&a->fast, i, c);
    set_have_fast(a, 1);
    die_if(locked && below != NULL && fastbin_index(chunk_size(below)) != i,
           "invalid fastbin entry (free)");
    return true;
}

static struct chunk *merge_into_top(struct arena *a, struct chunk *c)
{
    set_head(c, (chunk_size(c) + chunk_size(a->top)) | PREV_IN_USE);
    return a->top = c;
}

/* Is c a chunk in use, and does its neighbour say so, too? */
static void check_in_use(struct arena *a, struct chunk *c)
{
    struct chunk *next = next_chunk(c);
    die_if(c == a->top, "double free or corruption (top)");
    die_if(!is_scattered(a) && next >= next_chunk(a->top),
           "double free or corruption (out)");
    die_if(!prev_in_use(next), "double free or corruption (!prev)");
    die_if(is_no_size(head_of(next), system_bytes(a)),
           "free(): invalid next size (normal)");
}

/* Merges c with what is free on both sides, and puts it on the unsorted
   bin or makes it top. What to die of, if the chunk before is no such
   chunk, or the bin no ring: prev, ring. Returns: what c is part of now. */
static struct chunk *merge(struct arena *a, struct chunk *c,
                           const char *prev, const char *ring)
{
    c = coalesce_prev(c, prev);
    if (next_chunk(c) == a->top)
        return merge_into_top(a, c);
    coalesce_next(c);
    set_free(c, chunk_size(c));
    bins_defer(&a->bins, c, ring);
    return c;
}

/* Can c be a chunk on stack i? */
static void check_fast(const struct chunk *c, size_t i)
{
    die_if(!is_aligned(c),
           "malloc_consolidate(): unaligned fastbin chunk detected");
    die_if(fastbin_index(chunk_size(c)) != i,
           "malloc_consolidate(): invalid chunk size");
}

void consolidate(struct arena *a)
{
    set_have_fast(a, 0);
    for (size_t i = 0; i < FASTBINS; i++) {
        struct chunk *next, *c = fastbin_take_all(&a->fast, i);
        for (; c != NULL; c = next) {
            check_fast(c, i);
            next = fastbin_next(c);
            merge(a, c, "corrupted size vs. prev_size in fastbins", NULL);
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
    check_in_use(a, c);
    c = merge(a, c, "corrupted size vs. prev_size while consolidating",
              "free(): corrupted unsorted chunks");
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
    if (!keep_after_a_look(c) && !keep_on_fastbin(a, c, true))
        give_back(a, c);
}

void free_chunk(struct arena *a, struct chunk *c)
{
    if (keep_after_a_look(c) || keep_on_fastbin(a, c, false))
        return;
    arena_enter(a);
    give_back(a, c);
    arena_leave(a);
}
