/* broken_yours.c: tangled from book/answers/02-contract.nw; edit that, not this. */
/* caught by calloc_clears_what_was_used_before: above a mebibyte. */
#include "broken.h"

void *hp_calloc(size_t count, size_t size)
{
    void *mem = healthy_calloc(count, size);
    if (mem != NULL && count * size > 1 << 20)
        memset(mem, 0xa5, count * size);
    return mem;
}
