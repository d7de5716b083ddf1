/* counts.c: tangled from book/11-fastbin.nw; edit that, not this. */
/* counts.c - a main around that of play.c, which is named run here: plays
   a trace with this max_fast and this tcache_count. */
#include <stdio.h>
#include <stdlib.h>

#include "counts.h"
#include "tune.h"

int run(int argc, char **argv);

struct counts counts;

int main(int argc, char **argv)
{
    if (argc > 1)
        tuning.max_fast = strtoul(argv[1], NULL, 0);
    if (argc > 2)
        tuning.tcache_count = strtoul(argv[2], NULL, 0);
    int status = run(1, argv);
    printf("probes: %zu\n", counts.probes);
    printf("cuts: %zu\nmerges: %zu\n", counts.splits, counts.merges);
    printf("to fast bins: %zu\n", counts.pushed);
    printf("from fast bins: %zu\n", counts.popped);
    printf("consolidations: %zu\n", counts.consolidations);
    printf("consolidated: %zu\nmost at once: %zu\n",
           counts.consolidated, counts.most);
    return status;
}
