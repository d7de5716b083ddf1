/* broken_product.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by calloc_refuses_an_overflowing_product: modulo 2 to the 64. */
#include "broken.h"

void *hp_calloc(size_t count, size_t size)
{
    return healthy_calloc(1, count * size);
}
