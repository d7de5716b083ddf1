/* mapping.h: tangled from book/answers/02-contract.nw; edit that, not this. */
/* mapping.h - the note in front of each block. */
#ifndef MAPPING_H
#define MAPPING_H

#include <stddef.h>

struct mapping {
    char *start;                    /* what os_map returned */
    size_t size;                    /* and how many bytes */
    struct mapping *below, *above;  /* its neighbours by address */
};

#endif
