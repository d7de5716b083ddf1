/* newest.h: tangled from book/answers/04-bump.nw; edit that, not this. */
/* newest.h - what realloc.c asks of the heap before it moves a block. */
#ifndef NEWEST_H
#define NEWEST_H

#include <stdbool.h>
#include <stddef.h>

/* grow_in_place - makes room for size bytes at mem, where it is.
   Returns: false when it cannot; then mem is as it was. */
bool grow_in_place(void *mem, size_t size);

#endif
