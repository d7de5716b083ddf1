/* skips.h: tangled from book/02-contract.nw and book/05-free-list.nw; edit those, not this. */
/* skips.h - tests that this stage does not run yet, and why. */
#ifndef SKIPS_H
#define SKIPS_H

#include <stddef.h>

static const struct skip {
    const char *test, *reason;
} skips[] = {
    { "threads_may_share_the_heap", "no lock until stage threads" },
    { NULL, NULL },
};

#endif
