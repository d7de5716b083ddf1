/* remainders.c: tangled from book/answers/02-contract.nw; edit that, not this. */
/* remainders.c - what malloc's addresses leave, divided by 16. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    enum { MOST = 64 };
    size_t pieces = argc - 1 < MOST ? (size_t)argc - 1 : MOST;
    uintptr_t address[MOST];
    for (size_t i = 0; i < pieces; i++)
        address[i] = (uintptr_t)malloc(strtoul(argv[i + 1], NULL, 10));
    for (size_t i = 0; i < pieces; i++)
        printf(i == 0 ? "%d" : " %d", (int)(address[i] % 16));
    puts("");
    return 0;
}
