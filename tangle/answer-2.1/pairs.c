/* pairs.c: tangled from book/02-contract.nw; edit that, not this. */
/* pairs.c - a million times malloc and free. Or so it says. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    for (int i = 0; i < 1000000; i++)
        free(malloc(64));
    puts("a million pairs");
    return 0;
}
