/* tune.h: tangled from book/07-tags.nw, book/09-arenas.nw, book/10-tcache.nw, book/11-fastbin.nw, book/15-system.nw and book/17-glibc.nw; edit those, not this. */
/* tune.h - every number that somebody might want to change, in one place.
   Read by all. The two thresholds may change while the heap is in use. */
#ifndef TUNE_H
#define TUNE_H

#include <stddef.h>

#include "hints.h"

#define MMAP_THRESHOLD ((size_t)128 << 10)

struct tuning {
    size_t top_pad;         /* bytes to buy beyond what is needed */
    size_t arena_max;       /* arenas at most; 0: by the processors */
    size_t arena_test;      /* with more arenas, these are counted */
    size_t trim_threshold;  /* top is trimmed when it has that many bytes */
    size_t tcache_bins;     /* sizes that are cached, from MIN_CHUNK on */
    size_t tcache_count;    /* blocks of each size that are kept */
    size_t max_fast;        /* the largest chunk that goes on a fast bin */
    size_t mmap_threshold;  /* chunks from this size on are mappings */
    int max_mmaps;          /* mappings at most */
    bool fixed_thresholds;  /* they do not follow the program */
    int perturb;            /* fills what is freed, and its complement what is
                               handed out; 0: nothing does */
    size_t tcache_unsorted_limit;   /* when more than so many are sorted, a
                                       fit in the cache is taken; 0: after
                                       all are */
    size_t thp_size;        /* of pages that the kernel may make; 0: normal */
    size_t huge_size;       /* of pages that somebody has set aside; 0: none */
    size_t segment_max;     /* a segment's greatest size, and what its start
                               is a multiple of */
};

extern HIDDEN struct tuning tuning;

static inline size_t mmap_threshold(void)
{
    return __atomic_load_n(&tuning.mmap_threshold, __ATOMIC_RELAXED);
}

static inline size_t trim_threshold(void)
{
    return __atomic_load_n(&tuning.trim_threshold, __ATOMIC_RELAXED);
}

#endif
