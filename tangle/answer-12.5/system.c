/* system.c: tangled from book/07-tags.nw and book/09-arenas.nw; edit those, not this. */
/* system.c - top, and where it gets its memory from. */
#include "os.h"
#include "report.h"
#include "system.h"

struct chunk *take_from_top(struct arena *a, size_t size)
{
    struct chunk *c = a->top;
    size_t rest = chunk_size(c) - size;
    if (chunk_size(c) < size + MIN_CHUNK)
        return NULL;
    set_head(c, size | PREV_IN_USE | non_main_flag(a));
    a->top = next_chunk(c);
    set_head(a->top, rest | PREV_IN_USE);
    return c;
}

/* Moves the break up by the lost bytes, which top had elsewhere, and to
   the end of a page. Returns: where it is now. */
static char *buy_the_rest(struct arena *a, char *end, size_t lost)
{
    size_t missing = lost
        + (-((size_t)end + lost) & (os_page_size() - 1));
    if (missing == 0 || os_sbrk((ptrdiff_t)missing) != end)
        return end;
    a->system_mem += missing;
    return end + missing;
}

/* The last 16 bytes of old become the header of a chunk that reaches to
   top and that nobody will ever free: a hole. Returns: the rest of old, in
   use; NULL when nothing is left. */
static struct chunk *leave_region(struct chunk *old, struct chunk *top)
{
    struct chunk *hole = chunk_at(next_chunk(old), -(size_t)HEADER);
    if (chunk_size(old) < MIN_CHUNK + HEADER)
        hole = old;
    size_t gap = (size_t)((char *)top - (char *)hole);
    set_head(hole, gap | NON_MAIN | PREV_IN_USE);
    if (hole == old)
        return NULL;
    resize(old, (size_t)((char *)hole - (char *)old));
    return old;
}

/* Makes the memory from start to end top.
   Returns: what was top, or NULL. */
static struct chunk *move_top(struct arena *a, char *start, char *end)
{
    struct chunk *old = has_begun(a) ? a->top : NULL;
    if (old != NULL && start < (char *)next_chunk(old))
        fatal("break adjusted to free malloc space");
    end = buy_the_rest(a, end, old == NULL ? 0 : chunk_size(old));
    struct chunk *top = (struct chunk *)round_up((size_t)start, ALIGNMENT);
    size_t size = (size_t)(end - (char *)top);
    set_head(top, round_down(size, ALIGNMENT) | PREV_IN_USE);
    a->top = top;
    if (old != NULL)
        return leave_region(old, top);
    first_chunk = top;
    return NULL;
}

static struct chunk *grow_by_break(struct arena *a, size_t size)
{
    struct chunk *old = a->top;
    size_t need = size + tuning.top_pad + MIN_CHUNK - chunk_size(old);
    size_t more = round_up(need, os_page_size());
    char *at = more > PTRDIFF_MAX ? NULL : os_sbrk((ptrdiff_t)more);
    if (at == NULL)
        return NULL;
    a->system_mem += more;
    if (at != (char *)next_chunk(old))
        return move_top(a, at, at + more);
    resize(old, chunk_size(old) + more);
    return NULL;
}

static struct chunk *first_in_segment(struct segment *s)
{
    return (struct chunk *)(void *)(s + 1);
}

/* Ends a segment whose last chunk is old: a head of size 0 at its very end,
   and a chunk of 16 bytes before that. Returns: the rest of old, in use;
   NULL when that is less than a chunk. */
static struct chunk *close_segment(struct chunk *old)
{
    size_t rest = chunk_size(old) - MIN_CHUNK;
    struct chunk *fence = chunk_at(old, rest);
    set_head(chunk_at(fence, HEADER), 0 | PREV_IN_USE);
    if (rest < MIN_CHUNK) {
        set_free(old, rest + HEADER);
        return NULL;
    }
    set_free(fence, HEADER);
    set_head(old, rest | PREV_IN_USE | NON_MAIN);
    return old;
}

static struct chunk *start_segment(struct arena *a, size_t size)
{
    size_t need = size + MIN_CHUNK + sizeof(struct segment);
    struct segment *s = segment_new(need, tuning.top_pad);
    if (s == NULL)
        return NULL;
    struct chunk *old = a->top;
    s->arena = a;
    s->prev = segment_of(old);
    a->system_mem += s->size;
    a->top = first_in_segment(s);
    set_head(a->top, (s->size - sizeof *s) | PREV_IN_USE);
    return close_segment(old);
}

static struct chunk *grow_by_segment(struct arena *a, size_t size)
{
    struct segment *s = segment_of(a->top);
    size_t before = s->size;
    if (!segment_grow(s, size + MIN_CHUNK - chunk_size(a->top)))
        return start_segment(a, size);
    a->system_mem += s->size - before;
    resize(a->top, chunk_size(a->top) + (s->size - before));
    return NULL;
}

struct chunk *grow_top(struct arena *a, size_t size)
{
    return a == &main_arena ? grow_by_break(a, size)
                            : grow_by_segment(a, size);
}

/* What can become top again when a segment is the last: its fence, and the
   chunk before that, if it is free. */
static struct chunk *last_of_segment(struct segment *s)
{
    struct chunk *end = (struct chunk *)(void *)(segment_end(s) - HEADER);
    struct chunk *fence = prev_chunk(end);
    return prev_in_use(fence) ? fence : prev_chunk(fence);
}

/* If top has all of its segment, deletes that and makes the end of the one
   before top, provided that there will be room. Returns: whether it did. */
static bool step_back(struct arena *a)
{
    struct segment *s = segment_of(a->top), *prev = s->prev;
    if (a->top != first_in_segment(s) || prev == NULL)
        return false;
    struct chunk *last = last_of_segment(prev);
    size_t size = (size_t)(segment_end(prev) - (char *)last);
    size_t unused = SEGMENT_MAX - prev->size;
    if (size + unused < tuning.top_pad + MIN_CHUNK + os_page_size())
        return false;
    a->system_mem -= s->size;
    segment_delete(s);
    if (!chunk_in_use(last))
        unlink_chunk(last);
    a->top = last;
    set_head(last, size | PREV_IN_USE);
    return true;
}

void trim_segments(struct arena *a)
{
    while (step_back(a))
        ;
    struct segment *s = segment_of(a->top);
    size_t size = chunk_size(a->top);
    size_t keep = tuning.top_pad + MIN_CHUNK + 1;
    if (size < tuning.trim_threshold || size <= keep)
        return;
    size_t extra = round_down(size - keep, os_page_size());
    if (extra == 0)
        return;
    segment_shrink(s, extra);
    a->system_mem -= extra;
    set_head(a->top, (size - extra) | PREV_IN_USE);
}
