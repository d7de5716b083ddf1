/* pad.c: tangled from book/17-glibc.nw; edit that, not this. */
/* pad.c - how many pages does the first malloc buy? */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
    char *before = sbrk(0), *block = malloc(24), *after = sbrk(0);
    printf("%td\n", (after - before) / 4096);
    return block == NULL;
}
