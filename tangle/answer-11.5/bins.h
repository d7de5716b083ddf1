/* bins.h: tangled from book/07-tags.nw; edit that, not this. */
/* bins.h - free chunks on rings. A bin is a ring through fd and bk, and its
   header is a chunk that is nobody's. Passive: a bin knows no arena and
   has no lock. */
#ifndef BINS_H
#define BINS_H

#include "chunk.h"

static inline bool bin_is_empty(const struct chunk *bin)
{
    return bin->fd == bin;
}

/* link_first - puts c at the front of a bin. Requires: c is on none. */
static inline void link_first(struct chunk *bin, struct chunk *c)
{
    c->fd = bin->fd;
    c->bk = bin;
    bin->fd->bk = c;
    bin->fd = c;
}

/* unlink_chunk - takes c off the bin that it is on, whichever that is. */
static inline void unlink_chunk(struct chunk *c)
{
    c->fd->bk = c->bk;
    c->bk->fd = c->fd;
}

#endif
