/* malloc.c: tangled from book/09-arenas.nw and book/answers/09-arenas.nw; edit those, not this. */
/* malloc.c - what hpoc.h promises, in the arena that suits the thread. */
#include "aligned.h"
#include "alloc.h"
#include "fork.h"
#include "free.h"
#include "hpoc.h"
#include "leave.h"
#include "report.h"

/* Requires: the arena's lock is ours. */
static void fetch_from_the_door(struct arena *a)
{
    struct chunk *c = atomic_exchange(&a->at_the_door, NULL);
    while (c != NULL) {
        struct chunk *next = c->fd;
        arena_free(a, c);
        c = next;
    }
}

static void *alloc_in(struct arena *a, size_t alignment, size_t request)
{
    if (a == NULL)
        return out_of_memory();
    fetch_from_the_door(a);
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

/* Leaves c for whoever allocates in its arena next. */
static void leave_at_the_door(struct arena *a, struct chunk *c)
{
    struct chunk *first = a->at_the_door;
    do
        c->fd = first;
    while (!atomic_compare_exchange_weak(&a->at_the_door, &first, c));
}

void hp_free(void *mem)
{
    if (mem == NULL)
        return;
    struct chunk *c = mem_to_chunk(mem);
    struct arena *a = arena_of(c);
    if (!single_threaded() && a != self.arena) {
        leave_at_the_door(a, c);
        return;
    }
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
