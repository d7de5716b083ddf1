/* mixed.c: tangled from book/17-glibc.nw; edit that, not this. */
/* mixed.c - blocks of aligned_alloc, freed one after the other. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    if (malloc(24) == NULL)
        return 1;
    for (int i = 1; i <= 10; i++) {
        void *volatile block = aligned_alloc(64, 200);
        free(block);
        fprintf(stderr, "%d freed\n", i);
    }
    return 0;
}
