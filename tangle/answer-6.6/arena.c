/* arena.c: tangled from book/04-bump.nw; edit that, not this. */
/* arena.c - the heap's memory of itself. */
#include "arena.h"

struct arena main_arena;
