/* calls.h - blocks, and calls of malloc and its sisters by chance. Each call
   prints a part of a line: what was called, and where the block is, counted
   from the start of the heap. Nothing here has memory but static one, so
   that the heap is as undisturbed as can be. */
#ifndef CALLS_H
#define CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BLOCKS = 512 };

struct block {
    char *mem;                  /* NULL: not allocated */
    size_t request;
    unsigned char pattern;      /* it is filled with this */
};

extern struct block blocks[BLOCKS];

/* Where the break was when the program began. */
extern char *heap_start;

/* If set, a block that is not on the heap ends the program: it has been
   damaged, and the machine's libc and another heap have different things
   beside it. */
extern bool heap_only;

/* If set, each new block is printed with the byte that it is full of. */
extern bool show_contents;

/* chance - a random number; below(n) is one of 0 to n - 1, between(low, high)
   one of low to high. They depend on what seed() was told, only. */
void seed(uint64_t number);
uint64_t chance(void);
size_t below(size_t n);
size_t between(size_t low, size_t high);

void find_heap_start(void);
void print_place(const char *mem);

/* pick - a block that is allocated, or one that isn't. Returns: NULL if
   there is none. */
struct block *pick(bool live);

/* got - request bytes were asked for b, and mem came. */
void got(struct block *b, char *mem, size_t request);
void check(const struct block *b, size_t kept);
void give_back(struct block *b);

/* lately_freed - one of the blocks freed last, or NULL. */
char *lately_freed(void);

/* request_of - a size by chance. sizes: 'a' tiny, 'b' what a cache takes,
   'c' small, 'd' large, 'e' about the threshold, 'g' small and medium, 'f'
   of all kinds. */
size_t request_of(char sizes);

void call_malloc(char sizes);
void call_calloc(char sizes);
void call_realloc(char sizes);
void call_free(void);
void call_aligned(char sizes);
void call_mallopt(void);
void print_mallinfo(void);

#endif
