/* place.h: tangled from book/answers/07-tags.nw; edit that, not this. */
/* place.h - what realloc.c asks of the heap before it moves a block. */
#ifndef PLACE_H
#define PLACE_H

#include <stdbool.h>
#include <stddef.h>

/* grow_in_place - makes room for request bytes at mem, where it is.
   Fails: false, and nothing has changed. */
bool grow_in_place(void *mem, size_t request);

#endif
