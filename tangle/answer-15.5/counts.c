/* counts.c: tangled from book/15-system.nw; edit that, not this. */
/* counts.c - a main around that of play.c, which is named run here: plays
   a trace and says what was copied and cleared. */
#include <stdio.h>

#include "counts.h"

int run(int argc, char **argv);

struct counts counts;

int main(int argc, char **argv)
{
    (void)argc;
    int status = run(1, argv);
    printf("grown: %zu\nmoved: %zu\n", counts.grown, counts.moved);
    printf("old copies: %zu\ncopied: %zu\n", counts.old_copies,
           counts.copied);
    printf("asked: %zu\ncleared: %zu\n", counts.asked, counts.cleared);
    return status;
}
