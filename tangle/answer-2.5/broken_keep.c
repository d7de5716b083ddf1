/* broken_keep.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by a_refused_call_changes_nothing: it keeps the small change. */
#include "broken.h"

void *hp_realloc(void *mem, size_t size)
{
    void *spare = healthy_malloc(64);
    void *moved = healthy_realloc(mem, size);
    if (moved == NULL && size != 0)
        return NULL;
    healthy_free(spare);
    return moved;
}
