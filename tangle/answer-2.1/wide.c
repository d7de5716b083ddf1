/* wide.c: tangled from book/02-contract.nw; edit that, not this. */
/* wide.c - two ordinary stores into the widest ordinary type. */
#include <stdio.h>
#include <stdlib.h>

union widest {
    long double real;
    long part[2];
};

union widest *latest;

int main(void)
{
    latest = malloc(sizeof *latest);
    if (latest == NULL)
        return 1;
    latest->part[0] = 7;
    latest->part[1] = 7;
    printf("%ld and %ld\n", latest->part[0], latest->part[1]);
    return 0;
}
