/* share.c: tangled from book/09-arenas.nw; edit that, not this. */
/* share.c - some threads, at most so many arenas: who is where? */
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "hpoc.h"
#include "turns.h"

/* 0 is the main arena, then by age. */
static unsigned age_of(const struct arena *a)
{
    unsigned all = 1, before = 0;
    for (struct arena *b = main_arena.next; b != &main_arena; b = b->next) {
        all++;
        before += b == a ? all : 0;
    }
    return a == &main_arena ? 0 : all + 1 - before;
}

static void call(void)
{
    hp_malloc(24);
    printf("thread %2u: arena %u\n", whose_turn(), age_of(self.arena));
}

int main(int argc, char **argv)
{
    unsigned threads = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
    tuning.arena_max = argc > 2 ? (size_t)atoi(argv[2]) : 0;
    for (unsigned n = 1; n <= threads; n++)
        on_thread(n, call);
    return 0;
}
