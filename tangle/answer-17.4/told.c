/* told.c: tangled from book/17-glibc.nw; edit that, not this. */
/* told.c - takes a thousand blocks, and prints what it is told of them. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    static void *block[1000];
    for (int i = 0; i < 1000; i++)
        block[i] = malloc(100);
    struct mallinfo2 m = mallinfo2();
    printf("bytes from the system: %zu\n", m.arena);
    printf("bytes in use: %zu\n", m.uordblks);
    return block[999] == NULL;
}
