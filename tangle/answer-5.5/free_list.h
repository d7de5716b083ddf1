/* free_list.h: tangled from book/05-free-list.nw; edit that, not this. */
/* free_list.h - the chunks that were given back, on one list, which is
   threaded through their own memory. Passive: it knows no arena, changes
   no head, and asks nobody for memory. No lock. */
#ifndef FREE_LIST_H
#define FREE_LIST_H

#include "chunk.h"

/* Which of the chunks that are large enough? The first; the first after
   the last one taken; the smallest; the largest. */
enum fit { FIRST_FIT, NEXT_FIT, BEST_FIT, WORST_FIT };

/* All zero is the empty list, searched by first fit. */
struct free_list {
    struct chunk *first;    /* linked through fd; NULL ends it */
    enum fit fit;           /* how to choose */
    struct chunk **rover;   /* next fit: the link where it left off */
    size_t probes;          /* chunks looked at, over all searches */
};

/* push_free - puts c at the front. Requires: c is not on the list. */
void push_free(struct free_list *list, struct chunk *c);

/* take_fit - takes a chunk of at least size bytes off the list.
   Returns: NULL when none is that large. */
struct chunk *take_fit(struct free_list *list, size_t size);

#endif
