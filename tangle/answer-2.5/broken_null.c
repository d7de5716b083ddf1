/* broken_null.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by free_of_null_does_nothing: it reads the header first. */
#include "broken.h"

void hp_free(void *mem)
{
    volatile size_t *header = mem;
    if (header[0] != 0 || mem != NULL)
        healthy_free(mem);
}
