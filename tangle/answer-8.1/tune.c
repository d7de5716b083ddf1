/* tune.c: tangled from book/07-tags.nw; edit that, not this. */
/* tune.c - the settings as they are when nobody has touched them. */
#include "tune.h"

struct tuning tuning = {
    .top_pad = 128 * 1024,
};
