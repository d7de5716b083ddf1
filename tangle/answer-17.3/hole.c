/* hole.c: tangled from book/answers/17-glibc.nw; edit that, not this. */
/* hole.c - a hundred blocks, all but the last of them freed; how much does
   the heap hold? */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCKS = 100 };

int main(void)
{
    static char *block[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
        block[i] = malloc(100000);
    for (int i = 0; i < BLOCKS - 1; i++)
        free(block[i]);
    printf("%zu\n", mallinfo2().arena);
    return block[BLOCKS - 1] == NULL;
}
