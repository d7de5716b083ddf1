/* counts.h: tangled from book/15-system.nw; edit that, not this. */
/* counts.h - what the counted copies of our files add up. */
#ifndef COUNTS_H
#define COUNTS_H

#include <stddef.h>

extern struct counts {
    size_t grown, moved;        /* calls that made a block larger; those
                                   that moved it in the arena */
    size_t old_copies, copied;  /* bytes: if all had moved; that did */
    size_t asked, cleared;      /* bytes of calloc; that were cleared */
} counts;

#endif
