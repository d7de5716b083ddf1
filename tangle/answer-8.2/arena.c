/* arena.c: tangled from book/07-tags.nw; edit that, not this. */
/* arena.c - the main arena as it is before the first call. */
#include "arena.h"

struct arena main_arena = {
    .top = &main_arena.unsorted,
    .unsorted = { .fd = &main_arena.unsorted, .bk = &main_arena.unsorted },
};

struct chunk *first_chunk;
