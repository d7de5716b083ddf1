/* walk.c: tangled from book/answers/04-bump.nw; edit that, not this. */
/* walk.c - a heap without sizes can't be walked. */
#include "walk.h"

bool walk_heap(walk_visitor *visit, void *context)
{
    (void)visit;
    (void)context;
    return true;
}

const char *check_heap(void)
{
    return NULL;
}
