/* remainders.c: tangled from book/02-contract.nw; edit that, not this. */
/* remainders.c - what malloc's addresses leave, divided by 16. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    enum { PIECES = 8 };
    uintptr_t address[PIECES];
    for (size_t i = 0; i < PIECES; i++)
        address[i] = (uintptr_t)malloc(5 + i);
    for (size_t i = 0; i < PIECES; i++)
        printf("malloc(%zu): %d\n", 5 + i, (int)(address[i] % 16));
    return 0;
}
