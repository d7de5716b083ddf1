/* defer.c: tangled from book/07-tags.nw; edit that, not this. */
/* defer.c - the heap of this stage, but a free merges nothing: a sweep
   from chunk to chunk does, when nobody has what is wanted. Takes the
   place of free.c. */
#include "counts.h"
#include "free.h"
#include "walk.h"

static bool dirty;      /* something was freed since the last sweep */

void arena_free(struct arena *a, struct chunk *c)
{
    clear_in_use(c);
    next_chunk(c)->prev_size = chunk_size(c);
    link_first(unsorted_bin(a), c);
    dirty = true;
}

/* Makes one chunk of c and of the free ones behind it, or top of all. */
static void merge_run(struct arena *a, struct chunk *c)
{
    struct chunk *next = next_chunk(c);
    for (; next != a->top && !chunk_in_use(next); next = next_chunk(c)) {
        unlink_chunk(next);
        resize(c, chunk_size(c) + chunk_size(next));
        counts.merges++;
    }
    next->prev_size = chunk_size(c);
    if (next != a->top)
        return;
    unlink_chunk(c);
    resize(c, chunk_size(c) + chunk_size(next));
    a->top = c;
    counts.merges++;
}

void sweep(struct arena *a)
{
    if (!dirty)
        return;
    for (struct chunk *c = first_chunk; c != a->top;) {
        counts.swept++;
        if (!is_non_main(c) && !chunk_in_use(c))
            merge_run(a, c);
        if (c != a->top)
            c = next_chunk(c);
    }
    dirty = false;
}

/* The heap is in order after a sweep. This one isn't counted. */
const char *check_merged_heap(void);

const char *check_heap(void)
{
    struct counts so_far = counts;
    sweep(&main_arena);
    counts = so_far;
    return check_merged_heap();
}
