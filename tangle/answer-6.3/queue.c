/* queue.c: tangled from book/06-coal.nw; edit that, not this. */
/* queue.c - how many chunks does a free walk past? Frees blocks that
   don't touch, in no order; a line for each doubling of the list. */
#include <stdio.h>

#include "arena.h"
#include "hpoc.h"

enum { PIECES = 1 << 16, SCATTER = 40503 };     /* odd: meets them all */

int main(void)
{
    static void *piece[PIECES];
    for (int i = 0; i < PIECES; i++) {
        piece[i] = hp_malloc(104);
        hp_malloc(24);
    }
    size_t steps = 0, length = 0;
    for (size_t next = 8; next <= PIECES; next *= 2) {
        size_t from = length;
        for (; length < next; length++)
            hp_free(piece[length * SCATTER % PIECES]);
        printf("%zu %.1f\n", (from + next) / 2,
               (double)(main_arena.free.steps - steps)
               / (double)(next - from));
        steps = main_arena.free.steps;
    }
    return 0;
}
