/* again.c: tangled from book/13-largebins.nw; edit that, not this. */
/* again.c - frees a thousand large blocks of different sizes, and asks for
   all of them again, in another order. */
#include <stdio.h>

#include "hpoc.h"
#include "os_test.h"

enum { BLOCKS = 1000, SCATTER = 619 };

static size_t request(size_t i)
{
    return 4096 + 16 * (i * SCATTER % BLOCKS) - 8;
}

int main(void)
{
    static void *block[BLOCKS];
    for (size_t i = 0; i < BLOCKS; i++) {
        block[i] = hp_malloc(request(i));
        hp_malloc(24);
    }
    for (size_t i = 0; i < BLOCKS; i++)
        hp_free(block[i]);
    size_t before = os_counts.bytes, moved = 0;
    for (size_t i = 0; i < BLOCKS; i++) {
        size_t k = 7 * i % BLOCKS;
        moved += hp_malloc(request(k)) != block[k];
    }
    printf("blocks elsewhere than before: %zu\n", moved);
    printf("bytes bought: %zu\n", os_counts.bytes - before);
    return 0;
}
