/* exact.c: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* exact.c - frees twelve blocks of 200 bytes, walls between them, and says
   which is which as they come back. */
#include <stdio.h>

#include "hpoc.h"

enum { BLOCKS = 12 };

int main(void)
{
    void *block[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
        block[i] = hp_malloc(200);
        hp_malloc(24);
    }
    for (int i = 0; i < BLOCKS; i++)
        hp_free(block[i]);
    printf("freed:   0 1 2 3 4 5 6 7 8 9 10 11\nreturned:");
    for (int i = 0; i < BLOCKS; i++) {
        void *mem = hp_malloc(200);
        for (int k = 0; k < BLOCKS; k++)
            if (block[k] == mem)
                printf(" %d", k);
    }
    printf("\n");
    return 0;
}
