/* broken_burn.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by a_refused_realloc_leaves_the_block_alone: it is gone. */
#include "broken.h"

void *hp_realloc(void *mem, size_t size)
{
    void *moved = healthy_realloc(mem, size);
    if (moved == NULL)
        healthy_free(mem);
    return moved;
}
