/* tree.c: tangled from book/02-contract.nw; edit that, not this. */
/* tree.c - a search tree of the C library, with malloc's nodes. */
#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    return (a > b) - (a < b);
}

int main(void)
{
    static char keys[100];
    void *root = NULL, *volatile other;
    for (size_t i = 0; i < 100; i++) {
        other = malloc(i % 13);
        if (tsearch(&keys[i], &root, compare) == NULL)
            return 1;
    }
    size_t found = 0;
    for (size_t i = 0; i < 100; i++)
        found += tfind(&keys[i], &root, compare) != NULL;
    printf("found: %zu of 100\n", found);
    (void)other;
    return 0;
}
