/* counts.c: tangled from book/07-tags.nw; edit that, not this. */
/* counts.c - a main around that of play.c, which is named run here: plays
   a trace, and then says what it cost. */
#include <stdio.h>

#include "counts.h"

int run(int argc, char **argv);

struct counts counts;

int main(int argc, char **argv)
{
    int status = run(argc, argv);
    printf("probes: %zu\nswept: %zu\n", counts.probes, counts.swept);
    printf("merges: %zu\nsplits: %zu\n", counts.merges, counts.splits);
    return status;
}
