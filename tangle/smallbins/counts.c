/* counts.c: tangled from book/12-smallbins.nw; edit that, not this. */
/* counts.c - a main around that of play.c, which is named run here: plays
   a trace with this tcache_count. */
#include <stdio.h>
#include <stdlib.h>

#include "counts.h"
#include "tune.h"

int run(int argc, char **argv);

struct counts counts;

int main(int argc, char **argv)
{
    if (argc > 1)
        tuning.tcache_count = strtoul(argv[1], NULL, 0);
    int status = run(1, argv);
    const struct counts *c = &counts;
    printf("probes: %zu\ncuts: %zu\nmerges: %zu\n", c->probes, c->splits,
           c->merges);
    printf("cache: %zu\nfast bin: %zu\nright bin: %zu\n", c->cached,
           c->fast, c->exact);
    printf("bite: %zu\nremainder: %zu\nlarger bin: %zu\n", c->bites,
           c->remainders, c->larger);
    printf("large: %zu\ntop: %zu\n", c->large, c->top);
    printf("bins on the way: %zu\nwords: %zu\nstale: %zu\n", c->bins,
           c->words, c->stale);
    printf("put on bins: %zu\ncame out to merge: %zu\n", c->inserted,
           c->came_out);
    return status;
}
