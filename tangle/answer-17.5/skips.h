/* skips.h: tangled from book/02-contract.nw and book/08-threads.nw; edit those, not this. */
/* skips.h - tests that this stage does not run yet, and why. */
#ifndef SKIPS_H
#define SKIPS_H

#include <stddef.h>

static const struct skip {
    const char *test, *reason;
} skips[] = {
    
    { NULL, NULL },
};

#endif
