/* broken_luck.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by memalign_gives_any_power_of_two: if it happens to. */
#include "broken.h"

void *hp_memalign(size_t alignment, size_t size)
{
    (void)alignment;
    return healthy_malloc(size);
}
