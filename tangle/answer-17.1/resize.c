/* resize.c: tangled from book/15-system.nw, book/16-checks.nw and book/17-glibc.nw; edit those, not this. */
/* resize.c - first the chunk itself, then its neighbour, then another. */
#include <string.h>

#include "alloc.h"
#include "free.h"
#include "resize.h"

/* Keeps the first size bytes of c, which has bytes now, and frees the rest,
   if that is enough for a chunk. */
static void *keep(struct arena *a, struct chunk *c, size_t bytes,
                  size_t size)
{
    resize(c, bytes);
    set_in_use(c);
    if (bytes - size >= MIN_CHUNK)
        arena_free(a, split_chunk(c, size));
    return chunk_to_mem(c);
}

static void *grow_into_top(struct arena *a, struct chunk *c, size_t size)
{
    size_t bytes = chunk_size(c) + chunk_size(a->top);
    resize(c, size);
    a->top = next_chunk(c);
    set_head(a->top, (bytes - size) | PREV_IN_USE);
    return chunk_to_mem(c);
}

static void *move(struct arena *a, struct chunk *c, size_t size)
{
    void *mem = arena_alloc(a, size - (ALIGNMENT - 1));
    if (mem == NULL)
        return NULL;
    struct chunk *fresh = mem_to_chunk(mem);
    if (fresh == next_chunk(c))
        return keep(a, c, chunk_size(c) + chunk_size(fresh), size);
    memcpy(mem, chunk_to_mem(c), usable_size(c));
    arena_free(a, c);
    return mem;
}

void *arena_realloc(struct arena *a, struct chunk *c, size_t size)
{
    struct chunk *next = next_chunk(c);
    die_if(is_no_size(head_of(c), a->system_mem),
           "realloc(): invalid old size");
    die_if(is_no_size(head_of(next), a->system_mem),
           "realloc(): invalid next size");
    size_t bytes = chunk_size(c), both = bytes + chunk_size(next);
    if (bytes >= size)
        return keep(a, c, bytes, size);
    if (next == a->top && both >= size + MIN_CHUNK)
        return grow_into_top(a, c, size);
    if (next != a->top && both >= size && !chunk_in_use(next)) {
        unlink_chunk(next);
        return keep(a, c, both, size);
    }
    return move(a, c, size);
}
