/* preload.c: tangled from book/02-contract.nw; edit that, not this. */
/* preload.c - libc's names for the hp_ functions, and nothing else.
   Linked into the library only; a test never sees these names. */
#include "hpoc.h"

#define EXPORT __attribute__((visibility("default")))

EXPORT void *malloc(size_t size);
EXPORT void free(void *mem);
EXPORT void *calloc(size_t count, size_t size);
EXPORT void *realloc(void *mem, size_t size);
EXPORT void *reallocarray(void *mem, size_t count, size_t size);
EXPORT void *memalign(size_t alignment, size_t size);
EXPORT void *aligned_alloc(size_t alignment, size_t size);
EXPORT int posix_memalign(void **mem, size_t alignment, size_t size);
EXPORT void *valloc(size_t size);
EXPORT void *pvalloc(size_t size);
EXPORT size_t malloc_usable_size(void *mem);

void *malloc(size_t size)
{
    return hp_malloc(size);
}

void free(void *mem)
{
    hp_free(mem);
}

void *calloc(size_t count, size_t size)
{
    return hp_calloc(count, size);
}

void *realloc(void *mem, size_t size)
{
    return hp_realloc(mem, size);
}

void *reallocarray(void *mem, size_t count, size_t size)
{
    return hp_reallocarray(mem, count, size);
}

void *memalign(size_t alignment, size_t size)
{
    return hp_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return hp_aligned_alloc(alignment, size);
}

int posix_memalign(void **mem, size_t alignment, size_t size)
{
    return hp_posix_memalign(mem, alignment, size);
}

void *valloc(size_t size)
{
    return hp_valloc(size);
}

void *pvalloc(size_t size)
{
    return hp_pvalloc(size);
}

size_t malloc_usable_size(void *mem)
{
    return hp_malloc_usable_size(mem);
}
