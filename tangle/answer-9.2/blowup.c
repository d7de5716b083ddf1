/* blowup.c: tangled from book/09-arenas.nw; edit that, not this. */
/* blowup.c - one thread after the other takes 8 MB and gives all back but
   one block: how much does the heap hold? blowup THREADS [MOST-ARENAS] */
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "hpoc.h"
#include "os_test.h"
#include "turns.h"

enum { BLOCKS = 8000, SIZE = 1000 };

static void work(void)
{
    static void *block[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
        block[i] = hp_malloc(SIZE);
    for (int i = 0; i < BLOCKS - 1; i++)
        hp_free(block[i]);
}

int main(int argc, char **argv)
{
    unsigned threads = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
    tuning.arena_max = argc > 2 ? (size_t)atoi(argv[2]) : 0;
    hp_malloc(24);
    for (unsigned n = 2; n < threads + 2; n++)
        on_thread(n, work);
    printf("held: %zu\n", os_counts.bytes);
    return 0;
}
