/* broken_silent.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by out_of_memory_gives_null_and_the_heap_lives_on: no reason. */
#include "broken.h"

void *hp_malloc(size_t size)
{
    int saved = errno;
    void *mem = healthy_malloc(size);
    errno = saved;
    return mem;
}
