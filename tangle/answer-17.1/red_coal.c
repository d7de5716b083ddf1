/* red_coal.c: tangled from book/06-coal.nw; edit that, not this. */
/* red_coal.c - does memory that came back in small pieces serve a large
   request? Green when the heap need not grow for it. */
#include <stdio.h>

#include "hpoc.h"
#include "os_test.h"

enum { PIECES = 10000, PIECE = 104, LARGE = 1 << 20 };

int main(void)
{
    static void *piece[PIECES];
    for (int i = 0; i < PIECES; i++)
        piece[i] = hp_malloc(PIECE);
    for (int i = 0; i < PIECES; i++)
        hp_free(piece[i]);
    size_t heap = os_counts.bytes;
    printf("chunks of 112 bytes, all free: %d\n", PIECES);
    printf("bytes of heap: %zu\n", heap);
    if (hp_malloc(LARGE) == NULL)
        return 1;
    printf("malloc(%d) grows it by: %zu\n", LARGE, os_counts.bytes - heap);
    return os_counts.bytes == heap ? 0 : 1;
}
