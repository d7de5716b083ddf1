/* tune.c: tangled from book/07-tags.nw, book/09-arenas.nw, book/10-tcache.nw, book/11-fastbin.nw, book/15-system.nw and book/17-glibc.nw; edit those, not this. */
/* tune.c - the settings as they are when nobody has touched them. */
#include "tune.h"

struct tuning tuning = {
    .top_pad = 128 * 1024,
    .arena_test = 8,
    .trim_threshold = 128 * 1024,
    .tcache_bins = 64,
    .tcache_count = 7,
    .max_fast = 0x80,
    .mmap_threshold = MMAP_THRESHOLD,
    .max_mmaps = 65536,
    .segment_max = (size_t)64 << 20,
};
