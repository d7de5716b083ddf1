/* realloc.c: tangled from book/02-contract.nw; edit that, not this. */
/* realloc.c - resizing by moving, for every stage. */
#include <string.h>

#include "hpoc.h"
#include "report.h"

static void *move(void *mem, size_t size)
{
    void *new_mem = hp_malloc(size);
    if (new_mem == NULL)
        return NULL;
    memcpy(new_mem, mem, hp_malloc_usable_size(mem));
    hp_free(mem);
    return new_mem;
}

void *hp_realloc(void *mem, size_t size)
{
    if (mem == NULL)
        return hp_malloc(size);
    if (size == 0) {
        hp_free(mem);
        return NULL;
    }
    if (size <= hp_malloc_usable_size(mem))
        return mem;
    return move(mem, size);
}

void *hp_reallocarray(void *mem, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return out_of_memory();
    return hp_realloc(mem, bytes);
}
