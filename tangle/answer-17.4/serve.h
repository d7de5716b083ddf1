/* serve.h: tangled from book/15-system.nw; edit that, not this. */
/* serve.h - what the public functions have in common, beyond the cache. */
#ifndef SERVE_H
#define SERVE_H

#include <stdbool.h>
#include <stddef.h>

/* What somebody wants. */
struct wish {
    size_t request;
    size_t alignment;       /* at least ALIGNMENT, a power of two */
    bool zeroed;
};

/* serve - memory from the arena of this thread, or from another if that has
   none. Fails: like hp_malloc. */
void *serve(const struct wish *wish);

/* start_cache - a thread's first call: it gets a cache, if there is memory
   for one. Keeps errno. */
void start_cache(void);

#endif
