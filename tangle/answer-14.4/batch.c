/* batch.c: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* batch.c - frees N blocks of as many sizes, and counts steps of sorting:
   batch N WHAT, where WHAT is free, other, same or reverse. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counts.h"
#include "hpoc.h"

enum { MOST = 4000 };

struct counts counts;
static void *block[MOST];

static size_t size_of(size_t i, size_t n)
{
    return 1040 + 16 * (i * 619 % n);
}

static void ask_again(size_t n, const char *what)
{
    for (size_t i = 0; i < n; i++) {
        block[i] = hp_malloc(size_of(i, n));
        hp_malloc(24);
    }
    for (size_t i = 0; i < n; i++)
        hp_free(block[i]);
    if (strcmp(what, "other") == 0)
        hp_malloc(100000);
    for (size_t i = 0; i < n && strcmp(what, "same") == 0; i++)
        hp_malloc(size_of(i, n));
    for (size_t i = n; i-- > 0 && strcmp(what, "reverse") == 0;)
        hp_malloc(size_of(i, n));
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
    counts.at_once = argc > 3;
    ask_again(n < MOST ? n : MOST, argc > 2 ? argv[2] : "free");
    printf("sorted: %zu\nsteps: %zu\n", counts.sorted, counts.steps);
    return 0;
}
