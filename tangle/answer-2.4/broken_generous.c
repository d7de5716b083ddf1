/* broken_generous.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by usable_size_covers_the_request: it covers the header too. */
#include "broken.h"

size_t hp_malloc_usable_size(void *mem)
{
    return mem == NULL ? 0 : healthy_malloc_usable_size(mem) + 32;
}
