/* segment.h: tangled from book/17-glibc.nw; edit that, not this. */
/* segment.h - pieces of memory for arenas that cannot have the break.
   A segment begins at a multiple of SEGMENT_MAX, so that an address in it
   leads to its start. Passive; whoever holds the arena's lock may change
   its segments. */
#ifndef SEGMENT_H
#define SEGMENT_H

#include "chunk.h"
#include "tune.h"

#define SEGMENT_MAX tuning.segment_max
#define SEGMENT_MIN ((size_t)32 << 10)

/* What stands at a segment's start. */
struct segment {
    struct arena *arena;    /* whose it is */
    struct segment *prev;   /* the arena's segment before this one */
    size_t size;            /* bytes in use, these included */
    size_t committed;       /* bytes that may be touched, at least size */
    size_t page;            /* it grows and shrinks by pages of this */
    size_t unused;
};

static_assert(sizeof(struct segment) == 48, "where an arena begins");

/* segment_of - the segment in which a chunk lies. */
static inline struct segment *segment_of(const struct chunk *c)
{
    size_t start = round_down((size_t)c, SEGMENT_MAX);
    return (struct segment *)start;
}

static inline char *segment_end(struct segment *s)
{
    return (char *)s + s->size;
}

/* segment_new - a segment of size bytes and, if there is room, pad more.
   Returns: NULL when it would be too large or the system refuses. */
struct segment *segment_new(size_t size, size_t pad);

/* segment_grow - adds bytes at its end, in whole pages.
   Fails: false when it would be too large or the system refuses. */
bool segment_grow(struct segment *s, size_t bytes);

/* segment_shrink - takes whole pages off its end.
   Fails: false when too little would be left, or the system refuses. */
bool segment_shrink(struct segment *s, size_t bytes);

/* segment_delete - gives its memory and its addresses back. */
void segment_delete(struct segment *s);

#endif
