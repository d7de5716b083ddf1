/* cycle.c: tangled from book/answers/14-unsortedbin.nw; edit that, not this. */
/* cycle.c - four calls that cost two thousand steps, again and again. */
#include <stdio.h>

#include "counts.h"
#include "hpoc.h"

enum { SIZES = 2000, ROUNDS = 100, FIRST = 0x18000 };

struct counts counts;

int main(void)
{
    static void *block[SIZES];
    for (size_t i = 0; i < SIZES; i++) {
        block[i] = hp_malloc(FIRST + 16 * i - 8);
        hp_malloc(136);
    }
    for (size_t i = SIZES; i-- > 0;)
        hp_free(block[i]);
    void *p, *q;
    hp_free(hp_malloc(FIRST + SIZES * 16));
    counts.steps = 0;
    for (int round = 0; round < ROUNDS; round++) {
        p = hp_malloc(FIRST + 16 - 8);
        hp_free(p);
        q = hp_malloc(2000);
        hp_free(q);
    }
    printf("steps a round: %zu\n", counts.steps / ROUNDS);
    return counts.steps / ROUNDS >= 1000 ? 0 : 1;
}
