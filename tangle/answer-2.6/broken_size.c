/* broken_size.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by addresses_are_multiples_of_16: a gibibyte too long. */
#include "broken.h"

void *hp_malloc(size_t size)
{
    size_t *mem = healthy_malloc(size);
    if (mem != NULL)
        mem[-3] = (size_t)1 << 30;
    return mem;
}
