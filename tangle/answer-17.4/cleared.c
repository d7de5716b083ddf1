/* cleared.c: tangled from book/15-system.nw and book/17-glibc.nw; edit those, not this. */
/* cleared.c - zeros, of which the kernel has written some already. */
#include <string.h>

#include "alloc.h"
#include "cleared.h"

/* How much of top somebody may have written on: all that top has now, and
   what lies behind it that was the arena's once. */
static size_t soiled_top(struct arena *a)
{
    char *top = (char *)a->top, *end;
    size_t size = chunk_size(a->top);
    if (a == &main_arena)
        end = first_break + a->max_system_mem;
    else
        end = (char *)segment_of(a->top) + segment_of(a->top)->committed;
    size_t behind = (size_t)(end - top);
    return size < behind ? behind : size;
}

void *arena_calloc(struct arena *a, size_t request)
{
    struct chunk *top = a == NULL ? NULL : a->top;
    size_t soiled = a == NULL ? 0 : soiled_top(a);
    void *mem = arena_alloc(a, request);
    if (mem == NULL)
        return NULL;
    if (is_mmapped(mem_to_chunk(mem)))
        return tuning.perturb == 0 ? mem : memset(mem, 0, request);
    size_t size = chunk_size(mem_to_chunk(mem));
    if (mem_to_chunk(mem) == top && size > soiled
        && tuning.perturb == 0)
        size = soiled;
    return memset(mem, 0, size - sizeof(size_t));
}
