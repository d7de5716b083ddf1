/* rounds.c: tangled from book/answers/15-system.nw; edit that, not this. */
/* rounds.c - rounds SIZE [fixed]: what the opening test says of a size. */
#include <stdio.h>
#include <stdlib.h>

#include "hpoc.h"
#include "os_test.h"
#include "tune.h"

enum { BLOCKS = 8, ROUNDS = 1000 };

static size_t calls(void)
{
    return os_counts.sbrks + os_counts.maps + os_counts.unmaps;
}

int main(int argc, char **argv)
{
    void *block[BLOCKS];
    size_t size = argc > 1 ? strtoul(argv[1], NULL, 10) * 1024 : 65536;
    tuning.fixed_thresholds = argc > 2;
    for (int i = 0; i < BLOCKS; i++)
        block[i] = hp_malloc(size);
    for (int i = 0; i < BLOCKS; i++)
        hp_free(block[i]);
    size_t before = calls(), held = os_counts.bytes / 1024;
    for (int i = 0; i < ROUNDS; i++)
        hp_free(hp_malloc(size));
    printf("%7zu %6zu %8zu %8zu\n", size / 1024, calls() - before, held,
           os_counts.bytes / 1024);
    return 0;
}
