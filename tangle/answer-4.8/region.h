/* region.h: tangled from book/answers/04-bump.nw; edit that, not this. */
/* region.h - heaps that are thrown away whole. One thread a region. */
#ifndef REGION_H
#define REGION_H

#include <stddef.h>

struct region;

/* region_open - a region with nothing in it.
   Fails: NULL and ENOMEM. */
struct region *region_open(void);

/* region_malloc - size bytes of r, aligned to 16, until r is closed.
   Fails: NULL and ENOMEM. */
void *region_malloc(struct region *r, size_t size);

/* region_close - gives back r and all that came from it. */
void region_close(struct region *r);

#endif
