/* player.h: tangled from book/17-glibc.nw; edit that, not this. */
/* player.h - blocks, and calls of malloc and its sisters by chance. Each
   call prints a part of a line: what was called, and where the block is.
   Nothing here has memory but static one, so that the heap is as
   undisturbed as can be. */
#ifndef PLAYER_H
#define PLAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BLOCKS = 512 };

extern struct block {
    char *mem;                  /* NULL: not allocated */
    size_t request;
    unsigned char pattern;      /* it is filled with this */
} blocks[BLOCKS];

/* pick - a block that is allocated, or one that isn't. Returns: NULL if
   there is none. */
struct block *pick(bool live);

/* got - request bytes were asked for b, and mem came. */
void got(struct block *b, char *mem, size_t request);

/* check - are its first bytes, kept of them at most, what was written? */
void check(const struct block *b, size_t kept);
void give_back(struct block *b);

/* lately_freed - one of the blocks freed last, or NULL. */
char *lately_freed(void);

/* chance - a random number; below(n) is one of 0 to n - 1, between(low,
   high) one of low to high. All depends on what seed() was told. */
void seed(uint64_t number);
uint64_t chance(void);
size_t below(size_t n);
size_t between(size_t low, size_t high);

/* request_of - a size by chance. sizes: 'a' tiny, 'b' what a cache takes,
   'c' small, 'd' large, 'e' about the threshold, 'g' small and medium, 'f'
   of all kinds. */
size_t request_of(char sizes);

void call_malloc(char sizes);
void call_calloc(char sizes);
void call_realloc(char sizes);
void call_free(void);
void print_mallinfo(void);

struct profile {
    const char *name;
    void (*step)(char sizes);   /* prints a part of a line */
    char sizes;
    void (*play)(size_t steps);
    void (*alone)(size_t seed, size_t steps, size_t count);
                                /* if not NULL, does all by itself */
};

/* more_profiles - those of another file that is linked with this one; one
   without a name ends them. */
extern const struct profile more_profiles[] __attribute__((weak));

/* usual_call - what a program does; kind: 0 to 99. is_rising - for a while
   blocks become more, then less. */
void usual_call(size_t kind, char sizes);
bool is_rising(size_t shortest, size_t longest);
void malloc_into(struct block *b, size_t request);

/* one_step - of the profile that is played; prints a line. */
void one_step(void);
void play(size_t steps);
void play_threads(size_t steps);

/* Where the break was when the program began; and two settings: a block
   that isn't on the heap ends the program; each block is printed with the
   byte that it is full of. */
extern char *heap_start;
extern bool heap_only, show_contents;
void find_heap_start(void);
void print_place(const char *mem);

#endif
