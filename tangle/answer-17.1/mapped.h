/* mapped.h: tangled from book/15-system.nw; edit that, not this. */
/* mapped.h - chunks that are a mapping of their own. They have M set, and
   in prev_size how far the mapping begins before them. Any thread may call
   these at any time. */
#ifndef MAPPED_H
#define MAPPED_H
#include "chunk.h"
#include "hints.h"

/* How much is mapped, and the most that ever was. */
struct mapped {
    int count, max_count;
    size_t bytes, max_bytes;
};

extern HIDDEN struct mapped mapped;

/* is_worth_mapping - should a chunk of this size be a mapping? */
bool is_worth_mapping(size_t size);

/* map_chunk - a chunk of at least size bytes.
   Returns: NULL when the system refuses. */
struct chunk *map_chunk(size_t size);

/* remap_chunk - makes a mapped chunk one of at least size bytes.
   Returns: where it is now; NULL when the system refuses, and then it is as
   it was. */
struct chunk *remap_chunk(struct chunk *c, size_t size);

/* unmap_chunk - gives it back. Keeps errno. */
void unmap_chunk(struct chunk *c);

/* learn_from - c, a mapping, is about to be freed: from now on chunks of
   its size come from the arena. */
void learn_from(const struct chunk *c);

#endif
