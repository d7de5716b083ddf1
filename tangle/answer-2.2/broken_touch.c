/* broken_touch.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by posix_memalign_returns_its_error: and writes NULL as well. */
#include "broken.h"

int hp_posix_memalign(void **mem, size_t alignment, size_t size)
{
    *mem = NULL;
    return healthy_posix_memalign(mem, alignment, size);
}
