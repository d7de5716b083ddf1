/* steps.c: tangled from book/answers/15-system.nw; edit that, not this. */
/* steps.c - adds to a block, 1,000 bytes at a time, up to two megabytes;
   steps N allocates N bytes after each step. */
#include <stdio.h>
#include <stdlib.h>

#include "counts.h"
#include "hpoc.h"

struct counts counts;

int main(int argc, char **argv)
{
    char *block = NULL;
    for (size_t size = 1000; size <= 2000000; size += 1000) {
        block = hp_realloc(block, size);
        if (argc > 1)
            hp_malloc(strtoul(argv[1], NULL, 10));
    }
    printf("moved: %zu\ncopied: %zu\n", counts.moved, counts.copied);
    return 0;
}
