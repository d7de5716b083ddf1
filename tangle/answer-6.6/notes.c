/* notes.c: tangled from book/06-coal.nw; edit that, not this. */
/* notes.c - a free list as the notes have it: the last one freed first,
   and a sweep that merges a chunk with the next. Wrong on purpose. Takes
   the place of two functions of free_list.c. */
#include "free_list.h"

#ifndef NEXT_IN_MEMORY
#define NEXT_IN_MEMORY 0    /* 1: merge only what touches */
#endif

void insert_free(struct free_list *list, struct chunk *c)
{
    c->fd = list->first;
    list->first = c;
    list->dirty = true;
}

static bool may_merge(struct chunk *c)
{
    return c->fd != NULL && (!NEXT_IN_MEMORY || next_chunk(c) == c->fd);
}

void sweep(struct free_list *list)
{
    for (struct chunk *c = list->first; c != NULL; c = c->fd)
        while (may_merge(c)) {
            resize(c, chunk_size(c) + chunk_size(c->fd));
            c->fd = c->fd->fd;
            list->merges++;
        }
    list->rover = NULL;
    list->dirty = false;
    list->sweeps++;
}
