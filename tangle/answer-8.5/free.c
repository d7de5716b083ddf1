/* free.c: tangled from book/07-tags.nw; edit that, not this. */
/* free.c - takes chunks back, and makes one of those that touch. */
#include "free.h"

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

void arena_free(struct arena *a, struct chunk *c)
{
    c = coalesce_prev(c);
    if (next_chunk(c) == a->top) {
        set_head(c, (chunk_size(c) + chunk_size(a->top)) | PREV_IN_USE);
        a->top = c;
        return;
    }
    coalesce_next(c);
    set_free(c, chunk_size(c));
    link_first(unsorted_bin(a), c);
}
