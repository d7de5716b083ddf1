/* chunk.h: tangled from book/03-chunks.nw; edit that, not this. */
/* chunk.h - the chunk of the notes: a size and three flags, as bit-fields.
   Its functions have the names of the chapter's own chunk.h. */
#ifndef CHUNK_H
#define CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PREV_IN_USE ((size_t)1)

struct chunk {
    uint64_t prev_size;
    uint64_t size : 61;
    uint64_t NON_MAIN_ARENA : 1;
    uint64_t IS_MMAPPED : 1;
    uint64_t PREV_INUSE : 1;
    // your data ....
};

static inline void set_head(struct chunk *c, size_t head)
{
    c->size = head & ~(size_t)7;
    c->NON_MAIN_ARENA = head >> 2 & 1;
    c->IS_MMAPPED = head >> 1 & 1;
    c->PREV_INUSE = head & 1;
}

static inline size_t chunk_size(const struct chunk *c)
{
    return c->size;
}

static inline bool prev_in_use(const struct chunk *c)
{
    return c->PREV_INUSE;
}

static inline struct chunk *mem_to_chunk(void *mem)
{
    return (struct chunk *)mem - 1;
}

#endif
