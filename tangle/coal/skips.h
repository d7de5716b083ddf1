/* skips.h: tangled from book/02-contract.nw, book/05-free-list.nw and book/06-coal.nw; edit those, not this. */
/* skips.h - tests that this stage does not run yet, and why. */
#ifndef SKIPS_H
#define SKIPS_H

#include <stddef.h>

static const struct skip {
    const char *test, *reason;
} skips[] = {
    { "threads_may_share_the_heap", "no lock until stage threads" },
    { "worst_fit_takes_the_largest", "among equals, the lowest comes first" },
    { NULL, NULL },
};

#endif
