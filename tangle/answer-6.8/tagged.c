/* tagged.c: tangled from book/06-coal.nw; edit that, not this. */
/* tagged.c - looks into a search tree of the C library for the addresses
   of its nodes, like somebody who would like to move them. */
#define _GNU_SOURCE
#include <search.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { NODES = 15, WORDS = 3 };     /* a node: its key, two children */

static uintptr_t *node[NODES];

static int compare(const void *a, const void *b)
{
    return (a > b) - (a < b);
}

static bool is_node(uintptr_t word)
{
    for (int i = 0; i < NODES; i++)
        if (word == (uintptr_t)node[i])
            return true;
    return false;
}

int main(void)
{
    static char keys[NODES];
    void *root = NULL;
    int plain = 0, tagged = 0;
    for (int i = 0; i < NODES; i++)
        if ((node[i] = tsearch(&keys[i], &root, compare)) == NULL)
            return 1;
    for (int i = 0; i < NODES; i++)
        for (int word = 1; word < WORDS; word++) {
            plain += is_node(node[i][word]);
            tagged += is_node(node[i][word] - 1);
        }
    printf("nodes below the root: %d\n", NODES - 1);
    printf("links that are addresses of nodes: %d\n", plain);
    printf("links that are addresses plus one: %d\n", tagged);
    return 0;
}
