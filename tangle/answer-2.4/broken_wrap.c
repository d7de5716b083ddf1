/* broken_wrap.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by requests_above_PTRDIFF_MAX_are_refused: not after rounding. */
#include "broken.h"

void *hp_malloc(size_t size)
{
    size_t rounded = (size + 15) & ~(size_t)15;
    return healthy_malloc(rounded);
}
