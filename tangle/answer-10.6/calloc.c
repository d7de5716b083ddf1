/* calloc.c: tangled from book/answers/10-tcache.nw; edit that, not this. */
/* calloc.c - zeroed memory, past the cache, as in glibc 2.36. */
#include <string.h>

#include "hpoc.h"
#include "report.h"
#include "tcache.h"

void *hp_calloc(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return out_of_memory();
    void *mem = malloc_past_cache(bytes);
    if (mem != NULL)
        memset(mem, 0, bytes);
    return mem;
}
