/* held.c: tangled from book/09-arenas.nw; edit that, not this. */
/* held.c - how much does the heap hold when so many threads share the
   work, are idle, or work in turn? held GAME THREADS [MOST-ARENAS] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hpoc.h"
#include "os_test.h"
#include "tune.h"
#include "turns.h"

enum { BLOCKS = 8000, SIZE = 1000 };

static unsigned blocks, given_back;

static void work(void)
{
    static void *block[BLOCKS];
    for (unsigned i = 0; i < blocks; i++)
        block[i] = hp_malloc(SIZE);
    for (unsigned i = 0; i < given_back; i++)
        hp_free(block[i]);
}

int main(int argc, char **argv)
{
    unsigned threads = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
    tuning.arena_max = argc > 3 ? (size_t)atoi(argv[3]) : 0;
    blocks = strcmp(argv[1], "share") == 0 ? BLOCKS / threads
           : strcmp(argv[1], "idle") == 0 ? 1 : BLOCKS;
    given_back = strcmp(argv[1], "turn") == 0 ? BLOCKS - 1 : 0;
    hp_malloc(24);
    for (unsigned n = 2; n < threads + 2; n++)
        on_thread(n, work);
    printf("held: %zu\n", os_counts.bytes);
    return 0;
}
