/* malloc.c: tangled from book/09-arenas.nw and book/10-tcache.nw; edit those, not this. */
/* malloc.c - what hpoc.h promises: from the thread's cache, or in the arena
   that suits the thread. */
#include <errno.h>
#include <string.h>

#include "aligned.h"
#include "alloc.h"
#include "fork.h"
#include "free.h"
#include "hpoc.h"
#include "leave.h"
#include "report.h"
#include "tcache.h"

static void *alloc_in(struct arena *a, size_t alignment, size_t request)
{
    if (a == NULL)
        return out_of_memory();
    return alignment <= ALIGNMENT ? arena_alloc(a, request)
                                  : arena_memalign(a, alignment, request);
}

/* In the arena of this thread, or in another if that has no memory. */
static void *alloc_in_arena(size_t alignment, size_t request)
{
    size_t hint = alignment <= ALIGNMENT ? request
                                         : request + alignment + MIN_CHUNK;
    if (self.arena == NULL) {
        watch_forks();
        plan_to_leave();
    }
    struct arena *a = arena_acquire(hint);
    void *mem = alloc_in(a, alignment, request);
    if (mem == NULL && a != NULL) {
        a = arena_retry(a, hint);
        mem = alloc_in(a, alignment, request);
    }
    arena_release(a);
    return mem;
}

/* A thread's first call: it gets a cache, if there is memory for one.
   Keeps errno. */
static void start_cache(void)
{
    if (self.leaving)
        return;
    int saved = errno;
    tcache_start();
    void *mem = alloc_in_arena(ALIGNMENT, sizeof(struct tcache));
    errno = saved;
    if (mem != NULL && self.cache == NULL)
        self.cache = memset(mem, 0, sizeof(struct tcache));
    else if (mem != NULL)
        hp_free(mem);
}

static COLD void *malloc_uncached(size_t request)
{
    if (request > PTRDIFF_MAX)
        return out_of_memory();
    if (self.cache == NULL)
        start_cache();
    if (single_threaded())
        return arena_alloc(&main_arena, request);
    return alloc_in_arena(ALIGNMENT, request);
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

static COLD void free_uncached(void *mem)
{
    if (self.cache == NULL)
        start_cache();
    struct chunk *c = mem_to_chunk(mem);
    free_chunk(arena_of(c), c);
}

void hp_free(void *mem)
{
    if (unlikely(mem == NULL))
        return;
    if (!keep_chunk(mem_to_chunk(mem)))
        free_uncached(mem);
}

size_t hp_malloc_usable_size(void *mem)
{
    return mem == NULL ? 0 : usable_size(mem_to_chunk(mem));
}

void *allocate_aligned(size_t alignment, size_t request)
{
    if (request > PTRDIFF_MAX || alignment > PTRDIFF_MAX)
        return out_of_memory();
    if (single_threaded())
        return arena_memalign(&main_arena, alignment, request);
    return alloc_in_arena(alignment, request);
}
