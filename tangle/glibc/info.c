/* info.c: tangled from book/17-glibc.nw; edit that, not this. */
/* info.c - a heap with something on three kinds of lists, in XML. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

enum { SMALL = 10 };

int main(void)
{
    static char buffer[4096];
    void *small[SMALL], *large, *unsorted;
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    large = malloc(2000);
    malloc(24);
    unsorted = malloc(1200);
    for (int i = 0; i < SMALL; i++)
        small[i] = malloc(40);
    free(large);
    malloc(3000);
    free(unsorted);
    for (int i = 0; i < SMALL; i++)
        free(small[i]);
    return malloc_info(0, stdout);
}
