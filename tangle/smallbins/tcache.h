/* tcache.h: tangled from book/10-tcache.nw; edit that, not this. */
/* tcache.h - a thread's own stacks of blocks that it has freed, one for
   each small size. Passive: it knows no arena, takes no lock and asks
   nobody for memory. Only its own thread touches it. */
#ifndef TCACHE_H
#define TCACHE_H

#include <assert.h>

#include "chunk.h"
#include "hints.h"
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

static_assert(sizeof(struct cached) <= MIN_CHUNK - sizeof(size_t),
              "both words fit into the smallest block");
static_assert(sizeof(struct tcache) == 640, "a chunk of 0x290 bytes");

extern HIDDEN uintptr_t tcache_key;

/* tcache_index_for - the stack for chunks that serve a request. For one
   that is larger than anything, it is beyond all stacks. */
static inline size_t tcache_index_for(size_t request)
{
    return (request > 9 ? request - 9 : 0) / ALIGNMENT;
}

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
    block->key = 0;
    t->count[i]--;
    return block;
}

/* keep_chunk - puts a chunk that is in use on the stack for its size, if
   this thread has a cache with room there and the block doesn't bear the
   key. Returns: whether it did. */
static inline bool keep_chunk(struct chunk *c)
{
    struct tcache *t = self.cache;
    struct cached *block = chunk_to_mem(c);
    size_t i = tcache_index(chunk_size(c));
    if (unlikely(t == NULL) || unlikely(i >= tuning.tcache_bins)
        || unlikely(block->key == tcache_key)
        || unlikely(t->count[i] >= tuning.tcache_count))
        return false;
    tcache_push(t, i, block);
    return true;
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
