/* realloc.c: tangled from book/15-system.nw, book/16-checks.nw and book/17-glibc.nw; edit those, not this. */
/* realloc.c - another size, where it is or elsewhere. */
#include <string.h>

#include "free.h"
#include "hpoc.h"
#include "mapped.h"
#include "report.h"
#include "resize.h"
#include "serve.h"
#include "tcache.h"

/* From whichever arena has memory. */
static void *copy_to_anywhere(struct chunk *c, size_t request)
{
    void *mem = hp_malloc(request);
    if (mem == NULL)
        return NULL;
    size_t size = usable_size(c);
    memcpy(mem, chunk_to_mem(c), size < request ? size : request);
    return mem;
}

static void *resize_mapping(struct chunk *c, size_t size, size_t request)
{
    struct chunk *now = remap_chunk(c, size);
    if (now != NULL)
        return chunk_to_mem(now);
    if (chunk_size(c) - sizeof(size_t) >= size)
        return chunk_to_mem(c);
    void *mem = copy_to_anywhere(c, request);
    if (mem != NULL)
        unmap_chunk(c);
    return mem;
}

static void *resize_in_arena(struct arena *a, struct chunk *c, size_t size,
                             size_t request)
{
    arena_enter(a);
    void *mem = arena_realloc(a, c, size);
    arena_leave(a);
    if (mem != NULL || single_threaded())
        return from_this(a, mem);
    mem = copy_to_anywhere(c, request);
    if (mem != NULL)
        free_chunk(a, c);
    return mem;
}

void *hp_realloc(void *mem, size_t request)
{
    if (mem == NULL)
        return hp_malloc(request);
    if (request == 0) {
        hp_free(mem);
        return NULL;
    }
    struct chunk *c = mem_to_chunk(mem);
    struct arena *a = NULL;
    size_t size;
    if (!is_mmapped(c)) {
        if (unlikely(self.cache == NULL))
            start_cache();
        a = arena_of(c);
    }
    die_if(is_wrapped(c, own_size(c)) || !is_aligned(c),
           "realloc(): invalid pointer");
    if (!request_to_size(request, &size))
        return out_of_memory();
    return a == NULL ? resize_mapping(c, size, request)
                     : resize_in_arena(a, c, size, request);
}

void *hp_reallocarray(void *mem, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return out_of_memory();
    return hp_realloc(mem, bytes);
}
