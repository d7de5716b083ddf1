/* calls.c: tangled from book/11-fastbin.nw; edit that, not this. */
/* calls.c - what play.c calls in place of the heap: a step in between, so
   that the instructions spent behind it can be counted. */
#include <stdlib.h>

#include "hpoc.h"

#ifdef LIBC             /* the same on the C library's heap */
#define hp_malloc malloc
#define hp_free free
#define hp_calloc calloc
#define hp_realloc realloc
#endif
#define STAY() __asm__ volatile("")     /* no jump: it comes back here */

void *call_malloc(size_t n);
void *call_calloc(size_t n, size_t size);
void *call_realloc(void *mem, size_t n);
void *call_memalign(size_t alignment, size_t n);
void call_free(void *mem);

void *call_malloc(size_t n)
{
    void *mem = hp_malloc(n);
    STAY();
    return mem;
}

void *call_calloc(size_t n, size_t size)
{
    void *mem = hp_calloc(n, size);
    STAY();
    return mem;
}

void *call_realloc(void *mem, size_t n)
{
    mem = hp_realloc(mem, n);
    STAY();
    return mem;
}


void *call_memalign(size_t alignment, size_t n)
{
    return hp_memalign(alignment, n);   /* in no trace */
}

void call_free(void *mem)
{
    hp_free(mem);
    STAY();
}
