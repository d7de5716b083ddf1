/* aligned.c: tangled from book/07-tags.nw and book/15-system.nw; edit those, not this. */
/* aligned.c - a chunk that is large enough to have an aligned one in it,
   and what is over on both sides given back. */
#include "aligned.h"
#include "alloc.h"
#include "free.h"
#include "report.h"

/* A mapping has nobody to give its lead to: it remembers how much it is. */
static struct chunk *skip_lead(struct chunk *c, size_t lead)
{
    struct chunk *aligned = chunk_at(c, lead);
    aligned->prev_size = c->prev_size + lead;
    set_head(aligned, (chunk_size(c) - lead) | MMAPPED);
    return aligned;
}

/* Cuts c so that what follows is aligned, and frees what lies before.
   Returns: what follows. */
static struct chunk *give_lead_back(struct arena *a, struct chunk *c,
                                    size_t alignment)
{
    size_t lead = -(size_t)chunk_to_mem(c) & (alignment - 1);
    if (lead == 0)
        return c;
    if (lead < MIN_CHUNK)
        lead += alignment;
    if (is_mmapped(c))
        return skip_lead(c, lead);
    struct chunk *aligned = split_chunk(c, lead);
    arena_free(a, c);
    return aligned;
}

/* Cuts c down to size bytes, if it is longer by more than a chunk. */
static void give_tail_back(struct arena *a, struct chunk *c, size_t size)
{
    if (!is_mmapped(c) && chunk_size(c) > size + MIN_CHUNK)
        arena_free(a, split_chunk(c, size));
}

void *arena_memalign(struct arena *a, size_t alignment, size_t request)
{
    size_t size;
    if (!request_to_size(request, &size) || alignment > PTRDIFF_MAX)
        return out_of_memory();
    void *mem = arena_alloc(a, size + alignment + MIN_CHUNK);
    if (mem == NULL)
        return NULL;
    struct chunk *c = give_lead_back(a, mem_to_chunk(mem), alignment);
    give_tail_back(a, c, size);
    return chunk_to_mem(c);
}
