/* tcache.h: tangled from book/10-tcache.nw; edit that, not this. */
/* tcache.h - a thread's own stacks of blocks that it has freed, one for
   each small size. Passive: it knows no arena, takes no lock and asks
   nobody for memory. Only its own thread touches it. */
#ifndef TCACHE_H
#define TCACHE_H

#include <assert.h>

#include "chunk.h"
#include "thread.h"
#include "tune.h"

enum { TCACHE_BINS = 64 };

/* What is written into a block while it is in a cache. */
struct __attribute__((may_alias)) cached {
    void *next;             /* the block below it on its stack */
    uintptr_t key;          /* tcache_key: it is in a cache */
};

struct tcache {
    uint16_t count[TCACHE_BINS];
    struct cached *first[TCACHE_BINS];
};

static_assert(sizeof(struct tcache) == 640, "a chunk of 0x290 bytes");

extern uintptr_t tcache_key;

/* tcache_index - the stack for chunks of this size; one for each 16 bytes
   from MIN_CHUNK on. */
static inline size_t tcache_index(size_t size)
{
    return (size - MIN_CHUNK) / ALIGNMENT;
}

/* tcache_push - puts a block on a stack. Requires: its count is less than
   tuning.tcache_count. */
static inline void tcache_push(struct tcache *t, size_t i, void *mem)
{
    struct cached *block = mem;
    block->key = tcache_key;
    set_link(&block->next, t->first[i]);
    t->first[i] = block;
    t->count[i]++;
}

/* tcache_pop - takes the newest block off a stack.
   Requires: its count is not 0. */
static inline void *tcache_pop(struct tcache *t, size_t i)
{
    struct cached *block = t->first[i];
    t->first[i] = get_link(&block->next);
    t->count[i]--;
    block->key = 0;
    return block;
}

/* tcache_start - draws the key, once in a process. */
void tcache_start(void);

/* check_not_cached - dies if this block, which bears the key, is on its
   stack. */
void check_not_cached(const struct tcache *t, size_t i, const void *mem);

/* check_cache - holds a cache against its invariants.
   Returns: NULL, or the first that is broken. */
const char *check_cache(const struct tcache *t);

#endif
