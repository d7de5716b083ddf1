/* free_list.h: tangled from book/05-free-list.nw and book/06-coal.nw; edit those, not this. */
/* free_list.h - the chunks that were given back, on one list in the order
   of their addresses, threaded through their own memory. Passive: it
   knows no arena and asks nobody for memory. No lock. */
#ifndef FREE_LIST_H
#define FREE_LIST_H

#include "chunk.h"

/* Which of the chunks that are large enough? The first; the first after
   the last one taken; the smallest; the largest. */
enum fit { FIRST_FIT, NEXT_FIT, BEST_FIT, WORST_FIT };

/* All zero is the empty list, searched by first fit. */
struct free_list {
    struct chunk *first;    /* the lowest; linked through fd, NULL ends */
    enum fit fit;           /* how to choose */
    struct chunk **rover;   /* next fit: the link where it left off */
    bool dirty;             /* a chunk was put on since the last sweep */
    size_t probes;          /* chunks looked at, over all searches */
    size_t steps;           /* chunks passed, to insert and to sweep */
    size_t sweeps, merges;
};

/* insert_free - puts c where its address belongs.
   Requires: c is not on the list. */
void insert_free(struct free_list *list, struct chunk *c);

/* sweep - makes one chunk of every run of chunks that touch. */
void sweep(struct free_list *list);

/* take_fit - takes a chunk of at least size bytes off the list.
   Returns: NULL when none is that large. */
struct chunk *take_fit(struct free_list *list, size_t size);

#endif
