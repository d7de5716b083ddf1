/* calloc.c: tangled from book/17-glibc.nw; edit that, not this. */
/* calloc.c - zeroed memory. */
#include "hpoc.h"
#include "report.h"
#include "serve.h"
#include "start.h"
#include "tcache.h"

void *hp_calloc(size_t count, size_t size)
{
    struct wish wish = { 0, ALIGNMENT, true };
    if (__builtin_mul_overflow(count, size, &wish.request)
        || wish.request > PTRDIFF_MAX)
        return out_of_memory();
    if (unlikely(self.cache == NULL)) {
        ensure_started();
        start_cache();
    }
    return serve(&wish);
}
