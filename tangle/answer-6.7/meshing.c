/* meshing.c: tangled from book/answers/06-coal.nw; edit that, not this. */
/* meshing.c - how often do two random pages of 16 slots mesh? */
#include <stdint.h>
#include <stdio.h>

enum { SLOTS = 16, TRIALS = 100000 };

static unsigned below(unsigned limit)
{
    static uint64_t state = 88172645463325252;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state % limit);
}

static unsigned random_page(unsigned in_use)
{
    unsigned page = 0;
    while (in_use > 0) {
        unsigned slot = 1u << below(SLOTS);
        in_use -= (page & slot) == 0;
        page |= slot;
    }
    return page;
}

static double formula(unsigned k)
{
    double p = 1;
    for (unsigned i = 0; i < k; i++)
        p *= (double)(SLOTS - k - i) / (SLOTS - i);
    return p;
}

int main(void)
{
    for (unsigned k = 1; k <= 8; k++) {
        int meshed = 0;
        for (int i = 0; i < TRIALS; i++)
            meshed += (random_page(k) & random_page(k)) == 0;
        printf("%u in use: %.3f, formula %.3f\n", k,
               (double)meshed / TRIALS, formula(k));
    }
    return 0;
}
