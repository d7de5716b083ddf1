/* red_free_list.c: tangled from book/05-free-list.nw; edit that, not this. */
/* red_free_list.c - can freed memory come back? Green when a million
   blocks, one at a time, need no more than 256 KiB. */
#include <stdio.h>

#include "hpoc.h"
#include "os_test.h"

enum { PAIRS = 1000000, MOST = 256 * 1024 };

int main(void)
{
    int served = 0;
    os_allow((size_t)64 << 20);
    for (; served < PAIRS; served++) {
        void *mem = hp_malloc(64);
        if (mem == NULL)
            break;
        hp_free(mem);
    }
    printf("pairs of malloc(64) and free: %d\n", served);
    printf("bytes of heap: %zu\n", os_counts.peak);
    return served == PAIRS && os_counts.peak <= MOST ? 0 : 1;
}
