/* order.c: tangled from book/11-fastbin.nw; edit that, not this. */
/* order.c - frees eleven blocks, and says which is which as they come
   back. */
#include <stdio.h>

#include "hpoc.h"

enum { BLOCKS = 11 };

int main(void)
{
    void *block[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
        block[i] = hp_malloc(24);
    for (int i = 0; i < BLOCKS; i++)
        hp_free(block[i]);
    printf("freed:   0 1 2 3 4 5 6 7 8 9 10\nreturned:");
    for (int i = 0; i < BLOCKS; i++) {
        void *mem = hp_malloc(24);
        for (int k = 0; k < BLOCKS; k++)
            if (block[k] == mem)
                printf(" %d", k);
    }
    printf("\n");
    return 0;
}
