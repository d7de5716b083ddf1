/* counts.h: tangled from book/11-fastbin.nw; edit that, not this. */
/* counts.h - what the counted copies of our files add up. */
#ifndef COUNTS_H
#define COUNTS_H

#include <stddef.h>

extern struct counts {
    size_t probes;          /* chunks looked at for a fit */
    size_t splits, merges;
    size_t pushed, popped;  /* to fast bins, and off them by a request */
    size_t consolidations, consolidated;
    size_t now, most;       /* chunks consolidated by one call */
} counts;

#endif
