/* broken_hoard.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by realloc_to_0_frees: it only says that it has. */
#include "broken.h"

void *hp_realloc(void *mem, size_t size)
{
    return mem != NULL && size == 0 ? NULL : healthy_realloc(mem, size);
}
