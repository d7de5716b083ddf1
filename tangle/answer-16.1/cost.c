/* cost.c: tangled from book/16-checks.nw; edit that, not this. */
/* cost.c - cost SIZE BATCH ROUNDS: allocates a batch of blocks and frees
   all of them, so many times. */
#include <stdlib.h>

enum { MOST = 100 };

int main(int argc, char **argv)
{
    void *block[MOST];
    size_t size = argc > 1 ? strtoul(argv[1], NULL, 10) : 48;
    int batch = argc > 2 ? atoi(argv[2]) : 1;
    int rounds = argc > 3 ? atoi(argv[3]) : 1000;
    for (int i = 0; i < rounds; i++) {
        for (int k = 0; k < batch && k < MOST; k++)
            block[k] = malloc(size);
        for (int k = 0; k < batch && k < MOST; k++)
            free(block[k]);
    }
    return 0;
}
