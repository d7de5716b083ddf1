/* malloc.c: tangled from book/07-tags.nw and book/answers/07-tags.nw; edit those, not this. */
/* malloc.c - what hpoc.h promises, on the main arena. */
#include "aligned.h"
#include "alloc.h"
#include "free.h"
#include "hpoc.h"

void *hp_malloc(size_t request)
{
    return arena_alloc(&main_arena, request);
}

void hp_free(void *mem)
{
    if (mem != NULL)
        arena_free(&main_arena, mem_to_chunk(mem));
}

size_t hp_malloc_usable_size(void *mem)
{
    return mem == NULL ? 0 : usable_size(mem_to_chunk(mem));
}

void *allocate_aligned(size_t alignment, size_t request)
{
    return arena_memalign(&main_arena, alignment, request);
}

#include "place.h"

static bool grow_into_top(struct arena *a, struct chunk *c, size_t size)
{
    size_t both = chunk_size(c) + chunk_size(a->top);
    if (both < size + MIN_CHUNK)
        return false;
    resize(c, size);
    a->top = next_chunk(c);
    set_head(a->top, (both - size) | PREV_IN_USE);
    return true;
}

bool grow_in_place(void *mem, size_t request)
{
    size_t size;
    struct chunk *c = mem_to_chunk(mem), *next = next_chunk(c);
    if (!request_to_size(request, &size))
        return false;
    if (next == main_arena.top)
        return grow_into_top(&main_arena, c, size);
    size_t both = chunk_size(c) + chunk_size(next);
    if (chunk_in_use(next) || both < size)
        return false;
    unlink_chunk(next);
    resize(c, both);
    set_in_use(c);
    if (both - size >= MIN_CHUNK)
        arena_free(&main_arena, split_chunk(c, size));
    return true;
}
