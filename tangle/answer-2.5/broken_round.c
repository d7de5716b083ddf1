/* broken_round.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by memalign_rounds_up_to_a_power_of_two: down is easier. */
#include "broken.h"

void *hp_aligned_alloc(size_t alignment, size_t size)
{
    while ((alignment & (alignment - 1)) != 0)
        alignment &= alignment - 1;
    return healthy_memalign(alignment, size);
}
