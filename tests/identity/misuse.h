/* misuse.h - what the crimes of misuse.c have in common. They see blocks as
   arrays of words: p[-1] is the head of a block's chunk, p[-2] the foot of
   the chunk before, if that is free. */
#ifndef MISUSE_H
#define MISUSE_H

#include <stddef.h>
#include <stdint.h>

typedef size_t __attribute__((may_alias)) word;

struct crime {
    const char *name;           /* NULL: the last one */
    void (*commit)(void);
};
#define CRIME(name) { #name, name }

extern const struct crime free_crimes[], malloc_crimes[], other_crimes[];

enum { CACHED = 7, LARGE = 0x500, GUARD = 24 };

word *get(size_t request);
word *next_of(word *p);         /* the block behind p, by p's size */
word *top_block(word *last);    /* top as a block; last was the last */
void set_link(word *p, const void *to);
void copy_key(word *to, const word *from);

/* take_spares - allocates what fill_cache() frees: as many blocks as the
   cache takes of a size. */
void take_spares(size_t request);
void fill_cache(void);

/* large_pair - two blocks that belong into large bins, or small_pair, into
   small ones, when they are free; with guards between and behind. */
void large_pair(word *pair[2]);
void small_pair(word *pair[2]);

/* fast_pair - pair[1] and below it pair[0] on the fast bin for blocks of 24
   bytes, and the cache for these full. */
void fast_pair(word *pair[2]);

/* sort - makes malloc put what is unsorted into its bins. */
void sort(void);

void in_thread(void *(*work)(void *), void *argument);

/* tell - prints where p is. A crime that gets so far was not noticed. */
void tell(const char *name, const void *p);

#endif
