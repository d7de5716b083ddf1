/* stale.c: tangled from book/answers/05-free-list.nw; edit that, not this. */
/* stale.c - one word written into a freed block, and malloc hands out
   a static variable. In our own process, and harmless. */
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>

#include "chunk.h"
#include "hpoc.h"

static struct {
    alignas(ALIGNMENT) size_t prev_size;
    size_t head;
    uintptr_t variable[2];
    size_t behind[2];
} forged = { .head = 32 | PREV_IN_USE };

int main(void)
{
    uintptr_t *stale = hp_malloc(24);
    hp_free(stale);
    *stale = (uintptr_t)&forged;
    hp_malloc(24);
    uintptr_t *second = hp_malloc(24);
    *second = 4711;
    printf("the variable is %zu\n", (size_t)forged.variable[0]);
    return second == forged.variable ? 0 : 1;
}
