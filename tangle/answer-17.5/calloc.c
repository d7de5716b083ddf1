/* calloc.c: tangled from book/answers/17-glibc.nw; edit that, not this. */
/* calloc.c - zeros for a count of things: from the thread's cache, too. */
#include <string.h>

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
    struct tcache *t = self.cache;
    size_t i = tcache_index_for(wish.request);
    if (t == NULL || i >= tuning.tcache_bins || t->count[i] == 0)
        return serve(&wish);
    void *mem = tcache_pop(t, i);
    return memset(mem, 0, usable_size(mem_to_chunk(mem)));
}
