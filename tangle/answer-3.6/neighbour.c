/* neighbour.c: tangled from book/03-chunks.nw; edit that, not this. */
/* neighbour.c - the two words of a chunk whose neighbour comes and goes.
   The heap is the library's; chunk.h is only how we look at it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chunk.h"

enum { REQUEST = 1048 };    /* too large for the library's caches */

static char *volatile a, *volatile b, *volatile wall;

static void look(const char *when)
{
    struct chunk *c = mem_to_chunk(b);
    printf("%-22s %#18zx  %#6zx\n", when, c->prev_size, c->head);
}

int main(int argc, char **argv)
{
    printf("%-22s %18s  %6s\n", "", "b's prev_size", "head");
    a = malloc(REQUEST);
    b = malloc(REQUEST);
    wall = malloc(REQUEST);
    look("a is in use");
    memset(a, 'A', REQUEST);
    look("a is filled");
    free(a);
    look("a is free");
    a = malloc(REQUEST);
    memset(a, 'B', REQUEST);
    look("a is in use, filled");
    if (argc > 1) {
        memset(a, argv[1][0], REQUEST + 1);
        look("a is filled too far");
        fflush(stdout);
        free(b);
    }
    return 0;
}
