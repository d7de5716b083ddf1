/* counts.c: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* counts.c - a main around that of play.c, which is named run here: plays
   a trace; counts 1 plays it on a heap that sorts at once. */
#include <stdio.h>
#include <stdlib.h>

#include "counts.h"

int run(int argc, char **argv);

struct counts counts;

int main(int argc, char **argv)
{
    counts.at_once = argc > 1 && atoi(argv[1]) != 0;
    int status = run(1, argv);
    printf("unsorted: %zu\nexact: %zu\nbites: %zu\n", counts.unsorted,
           counts.exact, counts.bites);
    printf("sorted: %zu\nsteps: %zu\n", counts.sorted, counts.steps);
    return status;
}
