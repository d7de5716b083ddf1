/* broken_dirty.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by calloc_clears_what_was_used_before: not if it is handy. */
#include "broken.h"

static void *handy;

void hp_free(void *mem)
{
    healthy_free(handy);
    handy = mem;
}

void *hp_calloc(size_t count, size_t size)
{
    void *mem = handy;
    if (mem == NULL || count * size > healthy_malloc_usable_size(mem))
        return healthy_calloc(count, size);
    handy = NULL;
    return mem;
}
