/* broken_shrink.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by contents_survive_shrinking: all of the old, in the new. */
#include "broken.h"

void *hp_realloc(void *mem, size_t size)
{
    size_t had = healthy_malloc_usable_size(mem);
    if (mem == NULL || size == 0 || size > had / 2)
        return healthy_realloc(mem, size);
    void *moved = healthy_malloc(size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, mem, had);
    healthy_free(mem);
    return moved;
}
