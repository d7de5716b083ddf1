/* bleed.c: tangled from book/09-arenas.nw; edit that, not this. */
/* bleed.c - thread 2 allocates, thread 3 frees: whose arena grows? */
#include <stdio.h>

#include "arena.h"
#include "hpoc.h"
#include "turns.h"

enum { BLOCKS = 1000, SIZE = 1000 };

static void *block[BLOCKS];

static void produce(void)
{
    for (int i = 0; i < BLOCKS; i++)
        block[i] = hp_malloc(SIZE);
}

static void consume(void)
{
    for (int i = 1; i < BLOCKS; i++)
        hp_free(block[i - 1]);
}

static void begin(void)
{
    hp_malloc(24);
}

static void say(void)
{
    printf(" %8zu", self.arena->system_mem);
}

int main(void)
{
    begin();
    on_thread(2, begin);
    on_thread(3, begin);
    printf("            main producer consumer\n");
    for (int round = 1; round <= 3; round++) {
        on_thread(2, produce);
        on_thread(3, consume);
        printf("round %d:", round);
        each_thread(say);
        printf("\n");
    }
    return 0;
}
