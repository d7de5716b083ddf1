/* broken_self.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by calloc_clears_what_was_used_before: it never returns. */
#include "broken.h"

void *hp_reallocarray(void *mem, size_t count, size_t size)
{
    if (mem == NULL)
        return hp_calloc(count, size);
    return healthy_reallocarray(mem, count, size);
}

void *hp_calloc(size_t count, size_t size)
{
    return hp_reallocarray(NULL, count, size);
}
