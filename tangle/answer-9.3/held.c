/* held.c: tangled from book/09-arenas.nw; edit that, not this. */
/* held.c - so many blocks shared out among threads: how much does the heap
   hold? held THREADS BLOCKS [MOST-ARENAS] */
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "hpoc.h"
#include "os_test.h"
#include "turns.h"

static unsigned threads, blocks;

static void work(void)
{
    for (unsigned i = 0; i < blocks / threads; i++)
        hp_malloc(1000);
}

static size_t segments_of(const struct arena *a)
{
    size_t count = 0;
    if (a == &main_arena)
        return 0;
    for (struct segment *s = segment_of(a->top); s != NULL; s = s->prev)
        count++;
    return count;
}

int main(int argc, char **argv)
{
    threads = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
    blocks = argc > 2 ? (unsigned)atoi(argv[2]) : 8000;
    tuning.arena_max = argc > 3 ? (size_t)atoi(argv[3]) : 0;
    hp_malloc(24);
    for (unsigned n = 2; n < threads + 2; n++)
        on_thread(n, work);
    size_t arenas = 0, segments = 0;
    struct arena *a = &main_arena;
    do {
        arenas++;
        segments += segments_of(a);
    } while ((a = a->next) != &main_arena);
    printf("held: %zu\narenas: %zu\n", os_counts.bytes, arenas);
    printf("MiB of addresses: %zu\n", segments * (SEGMENT_MAX >> 20));
    return 0;
}
