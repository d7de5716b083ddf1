/* calloc.c: tangled from book/15-system.nw; edit that, not this. */
/* calloc.c - zeroed memory. */
#include "hpoc.h"
#include "report.h"
#include "serve.h"
#include "tcache.h"

void *hp_calloc(size_t count, size_t size)
{
    struct wish wish = { 0, ALIGNMENT, true };
    if (__builtin_mul_overflow(count, size, &wish.request)
        || wish.request > PTRDIFF_MAX)
        return out_of_memory();
    if (unlikely(self.cache == NULL))
        start_cache();
    return serve(&wish);
}
