/* malloc.c: tangled from book/15-system.nw and book/17-glibc.nw; edit those, not this. */
/* malloc.c - what hpoc.h promises: from the thread's cache, or from
   whoever serves when it has nothing. */
#include "aligned.h"
#include "alloc.h"
#include "free.h"
#include "hpoc.h"
#include "mapped.h"
#include "report.h"
#include "serve.h"
#include "start.h"
#include "tcache.h"

/* A thread's first call, or one with others about. */
static APART void *malloc_locked(size_t request)
{
    struct wish wish = { request, ALIGNMENT, false };
    ensure_started();
    if (request > PTRDIFF_MAX)
        return out_of_memory();
    if (self.cache == NULL)
        start_cache();
    return serve(&wish);
}

static APART void *malloc_uncached(size_t request)
{
    if (self.cache == NULL || !single_threaded())
        return malloc_locked(request);
    return from_this(&main_arena, arena_alloc(&main_arena, request));
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

static APART void free_mapping(struct chunk *c)
{
    learn_from(c);
    unmap_chunk(c);
}

static APART void free_odd(struct chunk *c)
{
    if (is_mmapped(c)) {
        free_mapping(c);
        return;
    }
    if (self.cache == NULL)
        start_cache();
    free_chunk(arena_of(c), c);
}

/* Puts a block on stack i of the cache, or hands its chunk on. */
static INLINE void put(struct tcache *t, size_t i, void *mem,
                       struct arena *a)
{
    if (t->count[i] < tuning.tcache_count)
        tcache_push(t, i, mem);
    else
        free_past_cache(a, mem_to_chunk(mem));
}

/* Is there no stack i, or is mem no block, or one that bears the key? */
static INLINE bool is_odd(struct tcache *t, size_t i, const void *mem)
{
    const struct cached *block = mem;
    return unlikely(t == NULL) || unlikely(i >= tuning.tcache_bins)
        || unlikely(!is_aligned(mem)) || unlikely(block->key == tcache_key);
}

/* Whose a chunk is, glibc asks before it looks into the cache. Where there
   is no arena, this is where the program ends. */
static inline struct arena *visit_arena(const struct chunk *c)
{
    return *(struct arena *const volatile *)&segment_of(c)->arena;
}

/* For another arena, or for none. */
static APART void free_elsewhere(void *mem)
{
    struct tcache *t = self.cache;
    struct chunk *c = mem_to_chunk(mem);
    size_t head = own_head(c), i = tcache_index_at(head & ~NON_MAIN);
    if ((head & NON_MAIN) == 0 || is_odd(t, i, mem))
        free_odd(c);
    else
        put(t, i, mem, visit_arena(c));
}

/* Too large for the cache, or odd, or elsewhere. */
static APART void free_uncached(void *mem)
{
    struct chunk *c = mem_to_chunk(mem);
    if ((own_head(c) & (NON_MAIN | MMAPPED)) == 0 && self.cache != NULL)
        free_chunk(&main_arena, c);
    else
        free_elsewhere(mem);
}

void hp_free(void *mem)
{
    if (unlikely(mem == NULL))
        return;
    struct tcache *t = self.cache;
    size_t i = tcache_index_at(own_head(mem_to_chunk(mem)));
    if (is_odd(t, i, mem))
        free_uncached(mem);
    else
        put(t, i, mem, &main_arena);
}

size_t hp_malloc_usable_size(void *mem)
{
    struct chunk *c = mem == NULL ? NULL : mem_to_chunk(mem);
    return c != NULL && (is_mmapped(c)
        || (own_head(chunk_at(c, own_size(c))) & PREV_IN_USE) != 0)
        ? usable_size(c) : 0;
}

void *allocate_aligned(size_t alignment, size_t request)
{
    struct wish wish = { request, alignment, false };
    ensure_started();
    if (request > PTRDIFF_MAX || alignment > PTRDIFF_MAX)
        return out_of_memory();
    return serve(&wish);
}
