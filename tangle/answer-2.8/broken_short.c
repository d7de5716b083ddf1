/* broken_short.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by contents_survive_a_move: the first 64 bytes do. */
#include "broken.h"

void *hp_realloc(void *mem, size_t size)
{
    if (mem == NULL || size <= healthy_malloc_usable_size(mem))
        return healthy_realloc(mem, size);
    void *moved = healthy_malloc(size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, mem, 64);
    healthy_free(mem);
    return moved;
}
