/* system.c: tangled from book/07-tags.nw; edit that, not this. */
/* system.c - top, and where it gets its memory from. */
#include "os.h"
#include "report.h"
#include "system.h"

struct chunk *take_from_top(struct arena *a, size_t size)
{
    struct chunk *c = a->top;
    if (chunk_size(c) < size + MIN_CHUNK)
        return NULL;
    a->top = chunk_at(c, size);
    set_head(a->top, (chunk_size(c) - size) | PREV_IN_USE);
    resize(c, size);
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

struct chunk *grow_top(struct arena *a, size_t size)
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
