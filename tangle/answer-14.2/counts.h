/* counts.h: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* counts.h - what the counted copies of our files add up. */
#ifndef COUNTS_H
#define COUNTS_H

#include <stddef.h>

extern struct counts {
    int at_once;            /* free sorts */
    size_t unsorted;        /* chunks put on the unsorted bin */
    size_t exact, bites;    /* taken off it by a request */
    size_t sorted;          /* put into bins */
    size_t steps;           /* along rings of sizes, for that */
} counts;

#endif
