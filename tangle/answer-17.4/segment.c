/* segment.c: tangled from book/09-arenas.nw and book/17-glibc.nw; edit those, not this. */
/* segment.c - to reserve much, and to use little of it. */
#include <stdatomic.h>

#include "os.h"
#include "segment.h"

static char *_Atomic next_wish;     /* where the next might fit as it is */

static char *reserve(char *wish, size_t size, size_t page)
{
    return page == os_page_size() ? os_reserve(wish, size)
                                  : os_reserve_huge(wish, size, page);
}

/* At the wish, or at NULL anywhere. Returns: NULL unless by luck. */
static char *reserve_if_aligned(char *wish, size_t page)
{
    char *at = reserve(wish, SEGMENT_MAX, page);
    if (at == NULL || (size_t)at % SEGMENT_MAX == 0)
        return at;
    os_unmap(at, SEGMENT_MAX);
    return NULL;
}

/* Twice as much has an aligned half in it; the rest goes back. */
static char *reserve_and_cut(size_t page)
{
    char *at = reserve(NULL, 2 * SEGMENT_MAX, page);
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

static char *reserve_aligned(size_t page)
{
    char *wish = atomic_exchange(&next_wish, NULL);
    char *at = wish == NULL ? NULL : reserve_if_aligned(wish, page);
    if (at == NULL)
        at = reserve_and_cut(page);
    return at != NULL ? at : reserve_if_aligned(NULL, page);
}

/* How many bytes a segment begins with. Returns: 0 for too many. */
static size_t first_size(size_t size, size_t pad, size_t page)
{
    size_t least = tuning.huge_size != 0 ? tuning.huge_size : SEGMENT_MIN;
    if (size + pad < least)
        return round_up(least, page);
    if (size + pad <= SEGMENT_MAX)
        return round_up(size + pad, page);
    return size > SEGMENT_MAX ? 0 : SEGMENT_MAX;
}

static void prefer_huge(struct segment *s)
{
    if (unlikely(tuning.thp_size != 0) && s->size >= tuning.thp_size)
        os_prefer_huge(s, s->size);
}

static struct segment *segment_of_pages(size_t size, size_t pad,
                                        size_t page)
{
    size_t bytes = first_size(size, pad, page);
    char *at = bytes == 0 ? NULL : reserve_aligned(page);
    if (at == NULL)
        return NULL;
    if (!os_commit(at, bytes)) {
        os_unmap(at, SEGMENT_MAX);
        return NULL;
    }
    struct segment *s = (struct segment *)(void *)at;
    s->size = s->committed = bytes;
    s->page = page;
    prefer_huge(s);
    return s;
}

struct segment *segment_new(size_t size, size_t pad)
{
    struct segment *s = NULL;
    if (tuning.huge_size != 0)
        s = segment_of_pages(size, pad, tuning.huge_size);
    return s != NULL ? s : segment_of_pages(size, pad, os_page_size());
}

bool segment_grow(struct segment *s, size_t bytes)
{
    if (bytes > SEGMENT_MAX - s->size)
        return false;
    size_t size = s->size + round_up(bytes, s->page);
    if (size > s->committed) {
        if (!os_commit((char *)s + s->committed, size - s->committed))
            return false;
        s->committed = size;
    }
    s->size = size;
    return true;
}

/* Does the kernel count what may be touched, whether it is or not? */
static bool counts_commitments(void)
{
    static atomic_int answer;       /* 0: not asked yet, 1: no, 2: yes */
    char mode[8];
    if (answer == 0)
        answer = os_environment() == NULL
            || (os_read_file("/proc/sys/vm/overcommit_memory", mode,
                             sizeof mode) && mode[0] == '2') ? 2 : 1;
    return answer == 2;
}

bool segment_shrink(struct segment *s, size_t bytes)
{
    if (s->size < bytes + sizeof *s)
        return false;
    char *end = segment_end(s) - bytes;
    if (!counts_commitments()) {
        os_discard(end, bytes);
    } else {
        if (!os_decommit(end, bytes))
            return false;
        s->committed = s->size - bytes;
    }
    s->size -= bytes;
    return true;
}

void segment_delete(struct segment *s)
{
    char *wish = (char *)s + SEGMENT_MAX;
    atomic_compare_exchange_strong(&next_wish, &wish, NULL);
    os_unmap(s, SEGMENT_MAX);
}
