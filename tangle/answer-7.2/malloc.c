/* malloc.c: tangled from book/07-tags.nw; edit that, not this. */
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
