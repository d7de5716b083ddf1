/* malloc.c: tangled from book/09-arenas.nw; edit that, not this. */
/* malloc.c - what hpoc.h promises, in the arena that suits the thread. */
#include "aligned.h"
#include "alloc.h"
#include "fork.h"
#include "free.h"
#include "hpoc.h"
#include "leave.h"
#include "report.h"

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

void *hp_malloc(size_t request)
{
    if (request > PTRDIFF_MAX)
        return out_of_memory();
    if (single_threaded())
        return arena_alloc(&main_arena, request);
    return alloc_in_arena(ALIGNMENT, request);
}

void hp_free(void *mem)
{
    if (mem == NULL)
        return;
    struct chunk *c = mem_to_chunk(mem);
    struct arena *a = arena_of(c);
    arena_enter(a);
    arena_free(a, c);
    arena_leave(a);
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
