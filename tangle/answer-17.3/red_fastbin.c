/* red_fastbin.c: tangled from book/11-fastbin.nw; edit that, not this. */
/* red_fastbin.c - twenty small blocks come and go a thousand times. Green
   when no chunk is cut or mended after the first round. */
#include <stdio.h>

#include "hpoc.h"
#include "walk.h"

enum { BLOCKS = 20, ROUNDS = 1000 };

static int cuts, merges;

static bool count_piece(void *pieces, const struct walk_item *item)
{
    *(int *)pieces += item->kind != WALK_HEADER;
    return true;
}

static void notice(void)
{
    static int before;
    int now = 0;
    walk_heap(count_piece, &now);
    cuts += now > before ? now - before : 0;
    merges += now < before ? before - now : 0;
    before = now;
}

static void play_round(void)
{
    void *block[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
        block[i] = hp_malloc(40);
        notice();
    }
    for (int i = 0; i < BLOCKS; i++) {
        hp_free(block[i]);
        notice();
    }
}

int main(void)
{
    play_round();
    hp_malloc(24);
    notice();
    cuts = merges = 0;
    for (int round = 0; round < ROUNDS; round++)
        play_round();
    printf("rounds: %d\ncuts: %d\nmerges: %d\n", ROUNDS, cuts, merges);
    return cuts + merges == 0 ? 0 : 1;
}
