/* broken_twice.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by live_blocks_never_overlap: one block, any number of owners. */
#include "broken.h"

static void *shelf;

void hp_free(void *mem)
{
    shelf = mem;
}

void *hp_malloc(size_t size)
{
    if (shelf != NULL && size <= healthy_malloc_usable_size(shelf))
        return shelf;
    return healthy_malloc(size);
}
