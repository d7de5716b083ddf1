/* free.c: tangled from book/15-system.nw, book/16-checks.nw and book/17-glibc.nw; edit those, not this. */
/* free.c - takes chunks back: into this thread's cache, or into the arena,
   where one is made of those that touch. */
#include <string.h>

#include "free.h"
#include "system.h"
#include "tcache.h"

/* Can c be a chunk that somebody has in use? */
static INLINE void check_chunk(const struct chunk *c, size_t size)
{
    die_if(is_wrapped(c, size) || !is_aligned(c),
           "free(): invalid pointer");
    die_if(size < MIN_CHUNK || size % ALIGNMENT != 0,
           "free(): invalid size");
}

/* Puts a block on stack i, if there is room. If it bears the key, it is
   looked for there. Returns: whether it is on it now. */
static APART bool keep(struct tcache *t, size_t i, struct cached *block)
{
    if (block->key == tcache_key)
        check_not_cached(t, i, block);
    if (t->count[i] >= tuning.tcache_count)
        return false;
    tcache_push(t, i, block);
    return true;
}

/* Keeps a chunk of any arena in the cache, after a look at it.
   Returns: whether it did. */
static INLINE bool keep_after_a_look(struct chunk *c, size_t size)
{
    struct tcache *t = self.cache;
    size_t i = tcache_index(size);
    check_chunk(c, size);
    return t != NULL && i < tuning.tcache_bins
        && keep(t, i, chunk_to_mem(c));
}

static APART void fill(struct chunk *c)
{
    memset(chunk_to_mem(c), tuning.perturb, own_size(c) - HEADER);
}

/* Spoils what was in c, for programs that read on. */
static void poison(struct chunk *c)
{
    if (unlikely(tuning.perturb != 0))
        fill(c);
}

static APART bool is_still_none(struct arena *a, const struct chunk *next)
{
    arena_enter(a);
    bool none = is_no_size(own_head(next), system_bytes(a));
    arena_leave(a);
    return none;
}

/* Is what follows c no chunk? Others may be changing it at this moment, or
   how much the arena has; then only who has the lock can tell. */
static INLINE bool is_followed_by_none(struct arena *a, struct chunk *c,
                                       size_t size, bool locked)
{
    const struct chunk *next = chunk_at(c, size);
    bool none = is_no_size(own_head(next), system_bytes(a));
    return unlikely(none) && (locked || is_still_none(a, next));
}

/* locked: the arena's lock is ours.
   Returns: whether c is small enough for a fast bin, and is on it now. */
static INLINE bool keep_on_fastbin(struct arena *a, struct chunk *c,
                                   size_t size, bool locked)
{
    size_t i = fastbin_index(size);
    if (size > tuning.max_fast)
        return false;
    die_if(is_followed_by_none(a, c, size, locked),
           "free(): invalid next size (fast)");
    poison(c);
    struct chunk *below = fastbin_push(&a->fast, i, c);
    set_have_fast(a, 1);
    die_if(locked && below != NULL && fastbin_index(chunk_size(below)) != i,
           "invalid fastbin entry (free)");
    return true;
}

static INLINE void check_in_use(struct arena *a, struct chunk *c);

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

/* Takes the chunk before c, which is free, off its bin. Dies of message if
   it is of another size than it left at its end. */
static INLINE struct chunk *unlink_prev(struct chunk *c,
                                        const char *message)
{
    struct chunk *prev = prev_chunk(c);
    die_if(chunk_size(prev) != c->prev_size, message);
    unlink_chunk(prev);
    return prev;
}

static INLINE void make_top(struct arena *a, struct chunk *c, size_t size)
{
    set_head(c, size | PREV_IN_USE);
    a->top = c;
}

/* Merges c with what is free on both sides, and puts it on the unsorted
   bin or makes it top. What to die of, if the chunk before is no such
   chunk, or the bin no ring: prev, ring. Returns: how large it is now. */
static INLINE size_t merge(struct arena *a, struct chunk *c,
                           const char *prev, const char *ring)
{
    size_t size = chunk_size(c);
    struct chunk *next = chunk_at(c, size);
    if (!prev_in_use(c)) {
        size += c->prev_size;
        c = unlink_prev(c, prev);
    }
    if (next == a->top) {
        size += chunk_size(next);
        make_top(a, c, size);
        return size;
    }
    if (chunk_in_use(next)) {
        set_head(next, head_of(next) & ~PREV_IN_USE);
    } else {
        unlink_chunk(next);
        size += chunk_size(next);
    }
    set_free(c, size);
    bins_defer(&a->bins, c, ring);
    return size;
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

/* Can top do without a page, of the smallest that there are? One that is as
   small as can be has more than enough, as for trim_break; and beyond a pad
   near SIZE_MAX there is none to spare, which trim_break finds out. */
static bool can_spare_a_page(const struct chunk *top)
{
    size_t size = chunk_size(top);
    return size >= trim_threshold()
        && size - MIN_CHUNK - 1 >= tuning.top_pad + 4096;
}

/* After a large piece has been made: is there enough to give some back? */
static APART void look_at_top(struct arena *a)
{
    if (have_fast(a))
        consolidate(a);
    if (a != &main_arena)
        trim_segments(a);
    else if (can_spare_a_page(a->top))
        trim_break(a, tuning.top_pad);
}

static INLINE void give_back(struct arena *a, struct chunk *c)
{
    check_in_use(a, c);
    poison(c);
    size_t size = merge(a, c,
                        "corrupted size vs. prev_size while consolidating",
                        "free(): corrupted unsorted chunks");
    if (size >= TRIM_WORTHWHILE)
        look_at_top(a);
}

/* locked: the arena's lock is ours. */
static INLINE void take_back(struct arena *a, struct chunk *c, size_t size,
                             bool locked)
{
    if (keep_on_fastbin(a, c, size, locked))
        return;
    if (!locked)
        arena_enter(a);
    give_back(a, c);
    if (!locked)
        arena_leave(a);
}

void arena_free(struct arena *a, struct chunk *c)
{
    size_t size = own_size(c);
    if (!keep_after_a_look(c, size))
        take_back(a, c, size, true);
}

void free_past_cache(struct arena *a, struct chunk *c)
{
    take_back(a, c, own_size(c), false);
}

void free_chunk(struct arena *a, struct chunk *c)
{
    size_t size = own_size(c);
    if (!keep_after_a_look(c, size))
        take_back(a, c, size, false);
}
