/* broken_zero.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by malloc_of_0_gives_an_address_of_its_own: it gives none. */
#include "broken.h"

void *hp_malloc(size_t size)
{
    return size == 0 ? NULL : healthy_malloc(size);
}
