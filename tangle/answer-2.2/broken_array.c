/* broken_array.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by reallocarray_refuses_an_overflowing_product: likewise. */
#include "broken.h"

void *hp_reallocarray(void *mem, size_t count, size_t size)
{
    return healthy_realloc(mem, count * size);
}
