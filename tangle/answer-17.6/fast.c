/* fast.c: tangled from book/answers/17-glibc.nw; edit that, not this. */
/* fast.c - how many chunks are on the fast bins, after mallopt? */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    void *block[9];
    for (int i = 0; i < 9; i++)
        block[i] = malloc(40);
    for (int i = 0; i < 9; i++)
        free(block[i]);
    mallopt(4711, 0);
    printf("%zu\n", mallinfo2().smblks);
    return 0;
}
