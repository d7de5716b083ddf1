/* malloc.c: tangled from book/07-tags.nw and book/08-threads.nw; edit those, not this. */
/* malloc.c - what hpoc.h promises, on the main arena. */
#include "aligned.h"
#include "alloc.h"
#include "free.h"
#include "hpoc.h"

void *hp_malloc(size_t request)
{
    arena_enter(&main_arena);
    void *mem = arena_alloc(&main_arena, request);
    arena_leave(&main_arena);
    return mem;
}

void hp_free(void *mem)
{
    if (mem == NULL)
        return;
    arena_enter(&main_arena);
    arena_free(&main_arena, mem_to_chunk(mem));
    arena_leave(&main_arena);
}

size_t hp_malloc_usable_size(void *mem)
{
    return mem == NULL ? 0 : usable_size(mem_to_chunk(mem));
}

void *allocate_aligned(size_t alignment, size_t request)
{
    arena_enter(&main_arena);
    void *mem = arena_memalign(&main_arena, alignment, request);
    arena_leave(&main_arena);
    return mem;
}
