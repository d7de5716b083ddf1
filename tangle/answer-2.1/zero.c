/* zero.c: tangled from book/02-contract.nw; edit that, not this. */
/* zero.c - one call of calloc. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *mem = calloc(10, 10);
    puts(mem != NULL && mem[99] == 0 ? "zero" : "not zero");
    return 0;
}
