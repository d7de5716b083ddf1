/* handle.c: tangled from book/answers/06-coal.nw; edit that, not this. */
/* handle.c - see handle.h. Owns the table of handles. */
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "handle.h"
#include "hpoc.h"

enum { HANDLES = 16384, LABEL = 16 };

struct handle {
    struct chunk *chunk;    /* NULL: a handle that is not in use */
    unsigned locks;
};

static struct handle table[HANDLES];
static size_t next_handle;

struct handle *handle_new(size_t size)
{
    if (next_handle == HANDLES || size > PTRDIFF_MAX)
        return NULL;
    struct handle **label = hp_malloc(LABEL + size);
    if (label == NULL)
        return NULL;
    struct handle *h = &table[next_handle++];
    h->chunk = mem_to_chunk(label);
    return *label = h;
}

void *handle_lock(struct handle *h)
{
    h->locks++;
    return (char *)chunk_to_mem(h->chunk) + LABEL;
}

void handle_unlock(struct handle *h)
{
    h->locks--;
}

void handle_free(struct handle *h)
{
    hp_free(chunk_to_mem(h->chunk));
    h->chunk = NULL;
}

static struct handle *owner(struct chunk *c)
{
    struct handle *h;
    memcpy(&h, chunk_to_mem(c), sizeof h);
    size_t offset = (uintptr_t)h - (uintptr_t)table;
    return offset < sizeof table && offset % sizeof *h == 0
        && h->chunk == c ? h : NULL;
}

static void slide(struct chunk *c, struct chunk *to)
{
    size_t size = chunk_size(c);
    memmove(chunk_to_mem(to), chunk_to_mem(c), usable_size(c));
    set_head(to, size | PREV_IN_USE);
}

/* What lies from gap to c becomes a free chunk, if there is anything. */
static void close_gap(struct chunk *gap, struct chunk *c)
{
    c->head |= PREV_IN_USE;
    if (gap == c)
        return;
    set_head(gap, (size_t)((char *)c - (char *)gap) | PREV_IN_USE);
    clear_in_use(gap);
    insert_free(&main_arena.free, gap);
}

void heap_compact(void)
{
    struct arena *a = &main_arena;
    struct chunk *gap = a->start, *next;
    if (gap == NULL)
        return;
    a->free.first = NULL;
    a->free.rover = NULL;
    for (struct chunk *c = a->start; c != a->top; c = next) {
        next = next_chunk(c);
        if (!chunk_in_use(c))
            continue;
        struct handle *h = is_non_main(c) ? NULL : owner(c);
        if (h != NULL && h->locks == 0) {
            slide(c, gap);
            h->chunk = gap;
            gap = next_chunk(gap);
        } else {
            close_gap(gap, c);
            gap = next;
        }
    }
    a->top = gap;
    set_head(gap, PREV_IN_USE);
}
