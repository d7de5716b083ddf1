/* mixed.c: tangled from book/17-glibc.nw; edit that, not this. */
/* mixed.c - blocks of aligned_alloc, freed one after the other. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    for (int i = 1; i <= 10; i++) {
        free(aligned_alloc(64, 200));
        fprintf(stderr, "%d freed\n", i);
    }
    return 0;
}
