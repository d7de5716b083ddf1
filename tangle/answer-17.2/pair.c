/* pair.c: tangled from book/17-glibc.nw; edit that, not this. */
/* pair.c - pair SIZE COUNT BATCH: malloc and free, so many times, and so
   many blocks at a time. */
#include <stdlib.h>

enum { MOST = 100 };

int main(int argc, char **argv)
{
    void *block[MOST];
    size_t size = argc > 1 ? strtoul(argv[1], NULL, 10) : 48;
    long count = argc > 2 ? atol(argv[2]) : 1000;
    long batch = argc > 3 ? atol(argv[3]) : 1;
    for (; count > 0; count -= batch) {
        for (long i = 0; i < batch && i < MOST; i++)
            block[i] = malloc(size);
        for (long i = 0; i < batch && i < MOST; i++)
            free(block[i]);
    }
    return 0;
}
