/* segment.c: tangled from book/09-arenas.nw; edit that, not this. */
/* segment.c - to reserve much, and to use little of it. */
#include <stdatomic.h>

#include "os.h"
#include "segment.h"

static char *_Atomic next_wish;     /* where the next might fit as it is */

/* At the wish, or at NULL anywhere. Returns: NULL unless by luck. */
static char *reserve_if_aligned(char *wish)
{
    char *at = os_reserve(wish, SEGMENT_MAX);
    if (at == NULL || (size_t)at % SEGMENT_MAX == 0)
        return at;
    os_unmap(at, SEGMENT_MAX);
    return NULL;
}

/* Twice as much has an aligned half in it; the rest goes back. */
static char *reserve_and_cut(void)
{
    char *at = os_reserve(NULL, 2 * SEGMENT_MAX);
    if (at == NULL)
        return NULL;
    char *aligned = (char *)round_up((size_t)at, SEGMENT_MAX);
    size_t lead = (size_t)(aligned - at);
    if (lead != 0)
        os_unmap(at, lead);
    os_unmap(aligned + SEGMENT_MAX, SEGMENT_MAX - lead);
    if (lead == 0)
        next_wish = aligned + SEGMENT_MAX;
    return aligned;
}

static char *reserve_aligned(void)
{
    char *wish = atomic_exchange(&next_wish, NULL);
    char *at = wish == NULL ? NULL : reserve_if_aligned(wish);
    if (at == NULL)
        at = reserve_and_cut();
    return at != NULL ? at : reserve_if_aligned(NULL);
}

/* How many bytes a segment begins with. Returns: 0 for too many. */
static size_t first_size(size_t size, size_t pad)
{
    if (size > SEGMENT_MAX)
        return 0;
    if (size + pad < SEGMENT_MIN)
        return SEGMENT_MIN;
    size_t padded = size + pad <= SEGMENT_MAX ? size + pad : SEGMENT_MAX;
    return round_up(padded, os_page_size());
}

struct segment *segment_new(size_t size, size_t pad)
{
    size_t bytes = first_size(size, pad);
    char *at = bytes == 0 ? NULL : reserve_aligned();
    if (at == NULL)
        return NULL;
    if (!os_commit(at, bytes)) {
        os_unmap(at, SEGMENT_MAX);
        return NULL;
    }
    struct segment *s = (struct segment *)(void *)at;
    s->size = s->committed = bytes;
    return s;
}

bool segment_grow(struct segment *s, size_t bytes)
{
    if (bytes > SEGMENT_MAX - s->size)
        return false;
    size_t size = s->size + round_up(bytes, os_page_size());
    if (size > s->committed) {
        if (!os_commit((char *)s + s->committed, size - s->committed))
            return false;
        s->committed = size;
    }
    s->size = size;
    return true;
}

void segment_shrink(struct segment *s, size_t bytes)
{
    s->size -= bytes;
    os_discard(segment_end(s), bytes);
}

void segment_delete(struct segment *s)
{
    char *wish = (char *)s + SEGMENT_MAX;
    atomic_compare_exchange_strong(&next_wish, &wish, NULL);
    os_unmap(s, SEGMENT_MAX);
}
