/* broken_leak.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by freed_memory_comes_back: it does not. */
#include "broken.h"

void hp_free(void *mem)
{
    (void)mem;
}
