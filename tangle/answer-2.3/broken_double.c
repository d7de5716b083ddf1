/* broken_double.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by memalign_refuses_what_no_power_reaches: it keeps trying. */
#include "broken.h"

void *hp_memalign(size_t alignment, size_t size)
{
    volatile size_t power = 1;
    while (power < alignment)
        power = power * 2;
    return healthy_memalign(power, size);
}
