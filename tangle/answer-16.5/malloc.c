/* malloc.c: tangled from book/15-system.nw and book/16-checks.nw; edit those, not this. */
/* malloc.c - what hpoc.h promises: from the thread's cache, or from
   whoever serves when it has nothing. */
#include "aligned.h"
#include "alloc.h"
#include "free.h"
#include "hpoc.h"
#include "mapped.h"
#include "report.h"
#include "serve.h"
#include "tcache.h"

static COLD void *malloc_uncached(size_t request)
{
    struct wish wish = { request, ALIGNMENT, false };
    if (request > PTRDIFF_MAX)
        return out_of_memory();
    if (self.cache == NULL)
        start_cache();
    return single_threaded()
        ? from_this(&main_arena, arena_alloc(&main_arena, request))
        : serve(&wish);
}

void *hp_malloc(size_t request)
{
    struct tcache *t = self.cache;
    size_t i = tcache_index_for(request);
    if (unlikely(t == NULL) || unlikely(i >= tuning.tcache_bins)
        || unlikely(t->count[i] == 0))
        return malloc_uncached(request);
    return tcache_pop(t, i);
}

static COLD void free_uncached(struct chunk *c)
{
    if (is_mmapped(c)) {
        learn_from(c);
        unmap_chunk(c);
        return;
    }
    if (self.cache == NULL)
        start_cache();
    free_chunk(arena_of(c), c);
}

void hp_free(void *mem)
{
    if (unlikely(mem == NULL))
        return;
    struct chunk *c = mem_to_chunk(mem);
    if (!keep_chunk(c))
        free_uncached(c);
}

size_t hp_malloc_usable_size(void *mem)
{
    return mem == NULL ? 0 : usable_size(mem_to_chunk(mem));
}

void *allocate_aligned(size_t alignment, size_t request)
{
    struct wish wish = { request, alignment, false };
    if (request > PTRDIFF_MAX || alignment > PTRDIFF_MAX)
        return out_of_memory();
    return serve(&wish);
}
