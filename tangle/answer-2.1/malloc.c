/* malloc.c: tangled from book/02-contract.nw; edit that, not this. */
/* malloc.c - the malloc of a Sunday afternoon, over sbrk. It runs ls.
   Owns all memory it ever bought. The chapter lists what it lacks. */
#define _DEFAULT_SOURCE
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef ROUND
#define ROUND 1         /* sizes are made a multiple of this */
#endif
#ifndef ALIGN
#define ALIGN 8         /* and the header's size of this */
#endif
#ifndef REFUSE_ZERO
#define REFUSE_ZERO 1   /* malloc(0) is NULL */
#endif

struct header {
    _Alignas(ALIGN) size_t size;
    bool in_use;
    struct header *older;
};

static struct header *newest;

static struct header *find_free(size_t size)
{
    for (struct header *h = newest; h != NULL; h = h->older)
        if (!h->in_use && h->size >= size)
            return h;
    return NULL;
}

static struct header *buy(size_t size)
{
    size = (size + ROUND - 1) / ROUND * ROUND;
    struct header *h = sbrk((intptr_t)(sizeof *h + size));
    if (h == (void *)-1)
        return NULL;
    h->size = size;
    h->older = newest;
    return newest = h;
}

void *malloc(size_t size)
{
    if (REFUSE_ZERO && size == 0)
        return NULL;
    struct header *h = find_free(size);
    if (h == NULL && (h = buy(size)) == NULL)
        return NULL;
    #ifdef CHATTY
    printf("malloc(%zu)\n", size);
    #endif
    h->in_use = true;
    return h + 1;
}

void free(void *mem)
{
    if (mem != NULL)
        ((struct header *)mem - 1)->in_use = false;
}

void *calloc(size_t count, size_t size)
{
    void *mem = malloc(count * size);
    if (mem != NULL)
        memset(mem, 0, count * size);
    return mem;
}

void *realloc(void *mem, size_t size)
{
    if (mem == NULL)
        return malloc(size);
    size_t had = ((struct header *)mem - 1)->size;
    if (had >= size)
        return mem;
    void *moved = malloc(size);
    if (moved != NULL)
        memcpy(moved, mem, had);
    free(mem);
    return moved;
}
