/* counts.h: tangled from book/12-smallbins.nw; edit that, not this. */
/* counts.h - what the counted copies of our files add up. */
#ifndef COUNTS_H
#define COUNTS_H

#include <stddef.h>

extern struct counts {
    size_t probes;          /* chunks looked at */
    size_t cached, fast, exact, bites, remainders, larger, large, top;
    size_t splits, merges;
    size_t bins, words;     /* on the way up; of the map, to know it */
    size_t stale, inserted, came_out;
} counts;

#endif
