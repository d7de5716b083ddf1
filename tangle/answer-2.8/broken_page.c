/* broken_page.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by valloc_and_pvalloc_give_whole_pages: 64 bytes late. */
#include "broken.h"

void *hp_pvalloc(size_t size)
{
    return healthy_memalign(64, size);
}
