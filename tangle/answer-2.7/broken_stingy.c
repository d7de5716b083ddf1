/* broken_stingy.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by usable_size_covers_the_request: not above a page. */
#include "broken.h"

size_t hp_malloc_usable_size(void *mem)
{
    size_t usable = healthy_malloc_usable_size(mem);
    return usable > 4096 ? 4096 : usable;
}
