/* spot.c: tangled from book/06-coal.nw; edit that, not this. */
/* spot.c - insert_free as in Kernighan and Ritchie's free: who is put on
   the list merges with its neighbours on the spot. Takes the place of
   insert_free of free_list.c; nothing is ever dirty. */
#include "free_list.h"

static void merge_if_touching(struct free_list *list, struct chunk *c)
{
    if (next_chunk(c) != c->fd)
        return;
    resize(c, chunk_size(c) + chunk_size(c->fd));
    c->fd = c->fd->fd;
    list->rover = NULL;
    list->merges++;
}

void insert_free(struct free_list *list, struct chunk *c)
{
    struct chunk **link = &list->first, *below = NULL;
    for (; *link != NULL && *link < c; link = &(*link)->fd) {
        below = *link;
        list->steps++;
    }
    c->fd = *link;
    *link = c;
    merge_if_touching(list, c);
    if (below != NULL)
        merge_if_touching(list, below);
}
