/* broken_eight.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by addresses_are_multiples_of_16: every address ends in 8. */
#include "broken.h"

static char *whole(char *mem)
{
    return (uintptr_t)mem % 16 == 8 ? mem - 8 : mem;
}

void *hp_malloc(size_t size)
{
    char *mem = size > SIZE_MAX - 8 ? NULL : healthy_malloc(size + 8);
    return mem == NULL ? NULL : mem + 8;
}

void hp_free(void *mem)
{
    healthy_free(whole(mem));
}

void *hp_realloc(void *mem, size_t size)
{
    return healthy_realloc(whole(mem), size);
}
