/* broken_from_null.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by realloc_of_null_is_malloc: there is nothing to resize. */
#include "broken.h"

void *hp_realloc(void *mem, size_t size)
{
    return mem == NULL ? NULL : healthy_realloc(mem, size);
}
