/* counts.c: tangled from book/10-tcache.nw; edit that, not this. */
/* counts.c - a main around that of play.c, which is named run here: plays
   a trace with stacks of some depth, and says what the cache took. */
#include <stdio.h>
#include <stdlib.h>

#include "tune.h"

struct counted {
    unsigned long pops, pushes, allocs, frees;
};
extern struct counted counted;
extern unsigned long kept, most_kept;
int run(int argc, char **argv);

struct counted counted;
unsigned long kept, most_kept;      /* bytes in the cache; at most */

int main(int argc, char **argv)
{
    if (argc > 1)
        tuning.tcache_count = strtoul(argv[1], NULL, 10);
    int status = run(1, argv);
    unsigned long served = counted.pops + counted.pushes;
    unsigned long visits = counted.allocs + counted.frees;
    printf("served by the cache: %lu\n", served);
    printf("visits to the arena: %lu\n", visits);
    printf("served percent: %.1f\n",
           100.0 * (double)served / (double)(served + visits));
    printf("most bytes cached: %lu\n", most_kept);
    printf("bytes cached at the end: %lu\n", kept);
    return status;
}
