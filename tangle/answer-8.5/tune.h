/* tune.h: tangled from book/07-tags.nw; edit that, not this. */
/* tune.h - every number that somebody might want to change, in one place.
   Read by all, changed by nobody while the heap is in use. */
#ifndef TUNE_H
#define TUNE_H

#include <stddef.h>

struct tuning {
    size_t top_pad;         /* bytes to buy beyond what is needed */
};

extern struct tuning tuning;

#endif
