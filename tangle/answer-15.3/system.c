/* system.c: tangled from book/09-arenas.nw and book/15-system.nw; edit those, not this. */
/* system.c - top, where it gets its memory from, and what it gives
   back. */

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

/* What is mapped in place of the break is rounded up to this, the first
   time. */
#define MAP_UNIT ((size_t)1 << 20)

/* The break cannot be moved: a mapping, of *size bytes or more. From now on
   the main arena is scattered. Returns: NULL when that is no help. */
static char *map_instead(struct arena *a, size_t *size, size_t needed)
{
    size_t bytes = a->scattered ? *size
        : round_up(*size + chunk_size(a->top), MAP_UNIT);
    if (bytes < os_page_size())
        bytes = os_page_size();
    char *at = bytes <= needed ? NULL : os_map(bytes);
    if (at == NULL)
        return NULL;
    a->scattered = true;
    *size = bytes;
    return at;
}

/* Moves the break up by the bytes that top had elsewhere, by lead, and to
   the end of a page. Returns: where it is then; NULL when nobody knows. */
static char *buy_the_rest(struct arena *a, char *end, size_t lead)
{
    size_t missing = lead + chunk_size(a->top);
    missing += -((size_t)end + missing) & (os_page_size() - 1);
    char *at = os_sbrk((ptrdiff_t)missing);
    if (at == NULL)
        return os_sbrk(0);
    a->system_mem += missing;
    return at + missing;
}

/* Ends a region whose last chunk is old, with two headers that nothing will
   merge with. The prev_size of the second is nobody's: it says how far it
   is to the next region. Returns: the rest of old, in use; NULL when that
   is less than a chunk. */
static struct chunk *fence_off(struct chunk *old, const struct chunk *next)
{
    size_t rest = round_down(chunk_size(old) - 2 * HEADER, ALIGNMENT);
    for (size_t at = rest; at <= rest + HEADER; at += HEADER) {
        struct chunk *fence = chunk_at(old, at);
        set_head(fence, HEADER | PREV_IN_USE);
        if (at != 0)
            fence->prev_size = (size_t)((const char *)next
                                        - (char *)fence);
    }
    if (rest != 0)
        resize(old, rest);
    return rest < MIN_CHUNK ? NULL : old;
}

/* The first region, or one behind memory that somebody else has taken.
   Returns: what was top, in use; or NULL. */
static struct chunk *begin_region(struct arena *a, char *at, char *end)
{
    struct chunk *old = a->top;
    size_t lead = a->scattered ? 0 : -(size_t)at & (ALIGNMENT - 1);
    if (!a->scattered && has_begun(a)) {
        if (at < (char *)next_chunk(old))
            fatal("break adjusted to free malloc space");
        a->system_mem += (size_t)(at - (char *)next_chunk(old));
    }
    if (!a->scattered)
        end = buy_the_rest(a, end, lead);
    if (end == NULL)
        return NULL;
    struct chunk *top = (struct chunk *)(void *)(at + lead);
    set_head(top, (size_t)(end - (char *)top) | PREV_IN_USE);
    a->top = top;
    if (chunk_size(old) != 0)
        return fence_off(old, top);
    first_chunk = top;
    return NULL;
}

static struct chunk *grow_by_break(struct arena *a, size_t size)
{
    struct chunk *old = a->top;
    size_t more = size + tuning.top_pad + MIN_CHUNK;
    if (!a->scattered)
        more -= chunk_size(old);
    more = round_up(more, os_page_size());
    char *at = (ptrdiff_t)more > 0 ? os_sbrk((ptrdiff_t)more) : NULL;
    bool refused = at == NULL;
    if (refused && (at = map_instead(a, &more, size)) == NULL)
        return NULL;
    if (first_break == NULL)
        first_break = at;
    a->system_mem += more;
    if (refused || at != (char *)next_chunk(old))
        return begin_region(a, at, at + more);
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

/* No system has smaller pages; to ask for their size takes longer. */
enum { LEAST_PAGE = 4096 };

bool trim_break(struct arena *a, size_t pad)
{
    size_t size = chunk_size(a->top), keep = MIN_CHUNK + 1;
    if (size - keep <= pad || !has_begun(a))
        return false;
    size_t extra = size - keep - pad;
    if (extra < LEAST_PAGE)
        return false;
    extra = round_down(extra, os_page_size());
    char *end = (char *)next_chunk(a->top);
    if (extra == 0 || os_sbrk(0) != end)
        return false;
    os_sbrk(-(ptrdiff_t)extra);
    size_t released = (size_t)(end - (char *)os_sbrk(0));
    if (released == 0)
        return false;
    a->system_mem -= released;
    set_head(a->top, (size - released) | PREV_IN_USE);
    return true;
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
    if (size < trim_threshold() || size <= keep)
        return;
    size_t extra = round_down(size - keep, os_page_size());
    if (extra == 0)
        return;
    segment_shrink(s, extra);
    a->system_mem -= extra;
    set_head(a->top, (size - extra) | PREV_IN_USE);
}
