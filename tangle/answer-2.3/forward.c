/* forward.c: tangled from book/02-contract.nw; edit that, not this. */
/* forward.c - passes every call on to the healthy heap, unless a broken
   one has a function of its own for it. */
#include "healthy.h"
#include "hpoc.h"

#pragma weak hp_malloc
#pragma weak hp_free
#pragma weak hp_calloc
#pragma weak hp_realloc
#pragma weak hp_reallocarray
#pragma weak hp_memalign
#pragma weak hp_aligned_alloc
#pragma weak hp_posix_memalign
#pragma weak hp_valloc
#pragma weak hp_pvalloc
#pragma weak hp_malloc_usable_size

void *hp_malloc(size_t size)
{
    return healthy_malloc(size);
}

void hp_free(void *mem)
{
    healthy_free(mem);
}

void *hp_calloc(size_t count, size_t size)
{
    return healthy_calloc(count, size);
}

void *hp_realloc(void *mem, size_t size)
{
    return healthy_realloc(mem, size);
}

void *hp_reallocarray(void *mem, size_t count, size_t size)
{
    return healthy_reallocarray(mem, count, size);
}

void *hp_memalign(size_t alignment, size_t size)
{
    return healthy_memalign(alignment, size);
}

void *hp_aligned_alloc(size_t alignment, size_t size)
{
    return healthy_aligned_alloc(alignment, size);
}

int hp_posix_memalign(void **mem, size_t alignment, size_t size)
{
    return healthy_posix_memalign(mem, alignment, size);
}

void *hp_valloc(size_t size)
{
    return healthy_valloc(size);
}

void *hp_pvalloc(size_t size)
{
    return healthy_pvalloc(size);
}

size_t hp_malloc_usable_size(void *mem)
{
    return healthy_malloc_usable_size(mem);
}
