/* calloc.c: tangled from book/02-contract.nw; edit that, not this. */
/* calloc.c - zeroed memory, for every stage. */
#include <string.h>

#include "hpoc.h"
#include "report.h"

void *hp_calloc(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return out_of_memory();
    void *mem = hp_malloc(bytes);
    if (mem != NULL)
        memset(mem, 0, bytes);
    return mem;
}
