/* walk.h: tangled from book/02-contract.nw, book/09-arenas.nw and book/10-tcache.nw; edit those, not this. */
/* walk.h - the one way to look at a heap. Tests, pictures and the trace
   player use it; a heap never does. */
#ifndef WALK_H
#define WALK_H

#include <stdbool.h>
#include <stddef.h>

enum walk_kind { WALK_IN_USE, WALK_FREE, WALK_TOP, WALK_HOLE, WALK_BAD,
                 WALK_HEADER };

/* One piece of the heap as it lies in memory. A header is what an arena or
   a segment keeps of itself, in front of its first chunk. */
struct walk_item {
    enum walk_kind kind;
    const void *at;      /* where it begins, header included */
    const void *mem;     /* the address its user has, or would have */
    size_t size;         /* of all of it, header included */
    size_t head;         /* the raw size word; 0 where there is none */
    unsigned arena;      /* 0 is the main arena, then in their order */
};

/* A visitor answers whether to go on. */
typedef bool walk_visitor(void *context, const struct walk_item *item);

/* Told of each chunk on each list, and at a list's end of NULL. */
typedef bool list_visitor(void *context, const char *list, const void *at);

/* walk_lists - shows the lists of free chunks, each in its own order.
   Ends, whatever the links say. Returns: false when the visitor did. */
bool walk_lists(list_visitor *visit, void *context);

/* walk_cache - shows the stacks of the calling thread's cache in the same
   way, those that have something on them. */
bool walk_cache(list_visitor *visit, void *context);

/* walk_heap - shows every piece of the heap to visit, lowest address
   first. Never allocates, never changes the heap; where it finds damage
   it shows WALK_BAD and stops.
   Returns: false when the visitor stopped it. */
bool walk_heap(walk_visitor *visit, void *context);

/* check_heap - holds the heap against this stage's invariants.
   Returns: NULL, or the first invariant that is broken. */
const char *check_heap(void);

#endif
