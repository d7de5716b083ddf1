/* medium.c: tangled from book/11-fastbin.nw; edit that, not this. */
/* medium.c - frees ten thousand small blocks, and asks for blocks of a
   thousand bytes until one of them lies where those were. */
#include <stdint.h>
#include <stdio.h>

#include "arena.h"
#include "hpoc.h"
#include "os_test.h"

enum { PIECES = 10000 };

int main(void)
{
    static void *piece[PIECES];
    for (int i = 0; i < PIECES; i++)
        piece[i] = hp_malloc(104);
    hp_malloc(24);
    for (int i = 0; i < PIECES; i++)
        hp_free(piece[i]);
    size_t before = os_counts.bytes;
    int blocks = 0;
    while ((uintptr_t)hp_malloc(1000) > (uintptr_t)piece[PIECES - 1])
        blocks++;
    printf("freed: %d bytes\n", PIECES * 112);
    printf("blocks of 1000 bytes cut from top: %d\n", blocks);
    printf("bytes bought: %zu\n", os_counts.bytes - before);
    return 0;
}
