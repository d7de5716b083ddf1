/* pause.c: tangled from book/11-fastbin.nw; edit that, not this. */
/* pause.c - frees some blocks of 104 bytes, and asks for one of N. For a
   heap that is preloaded; what the last request takes is counted. */
#include <stdlib.h>

enum { MOST = 10000 };

void *one_call(size_t n);

__attribute__((noinline)) void *one_call(size_t n)
{
    void *mem = malloc(n);
    __asm__ volatile("");
    return mem;
}

int main(int argc, char **argv)
{
    static void *block[MOST];
    int blocks = argc > 2 ? atoi(argv[2]) : 0;
    for (int i = 0; i < blocks && i < MOST; i++)
        block[i] = malloc(104);
    void *wall = malloc(200);
    for (int i = 0; i < blocks && i < MOST; i++)
        free(block[i]);
    return one_call(argc > 1 ? strtoul(argv[1], NULL, 10) : 1) == wall;
}
