/* found.c: tangled from book/06-coal.nw; edit that, not this. */
/* found.c - frees ten thousand neighbours in some order, makes the heap
   look for more than it has, and says what the list has counted. */
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "hpoc.h"

enum { PIECES = 10000, SCATTER = 617 };     /* no common divisor */

static void *piece[PIECES];

static void free_in_order(const char *order)
{
    for (int i = 0; i < PIECES; i++)
        if (strcmp(order, "up") == 0)
            hp_free(piece[i]);
        else if (strcmp(order, "down") == 0)
            hp_free(piece[PIECES - 1 - i]);
        else if (strcmp(order, "scattered") == 0)
            hp_free(piece[i * SCATTER % PIECES]);
        else if (i % 2 == 0)
            hp_free(piece[i]);
}

int main(int argc, char **argv)
{
    for (int i = 0; i < PIECES; i++)
        piece[i] = hp_malloc(104);
    free_in_order(argc > 1 ? argv[1] : "up");
    hp_malloc(PIECES * 112);
    printf("merges: %zu\n", main_arena.free.merges);
    printf("steps: %zu\n", main_arena.free.steps);
    return 0;
}
