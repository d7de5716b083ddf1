/* broken_start.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by addresses_are_multiples_of_16: it starts at the block. */
#include "broken.h"

void *hp_malloc(size_t size)
{
    void **mem = healthy_malloc(size);
    if (mem != NULL)
        mem[-4] = mem;
    return mem;
}
