/* broken_to_0.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by realloc_to_0_frees: nought fits where it is. */
#include "broken.h"

void *hp_realloc(void *mem, size_t size)
{
    return healthy_realloc(mem, size == 0 ? 1 : size);
}
