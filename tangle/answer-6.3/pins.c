/* pins.c: tangled from book/answers/06-coal.nw; edit that, not this. */
/* pins.c - keeps as few of ten thousand blocks as it takes to make
   malloc(N) grow the heap, and then one less. */
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"
#include "hpoc.h"
#include "os_test.h"

enum { PIECES = 10000 };

/* Keeps every run-th block, but at most so many; then asks for n. */
static size_t grown_by(size_t n, size_t run, size_t most)
{
    static void *piece[PIECES];
    for (size_t i = 0; i < PIECES; i++)
        piece[i] = hp_malloc(104);
    size_t kept = 0;
    for (size_t i = 0; i < PIECES; i++)
        if ((i + 1) % run == 0 && kept < most)
            kept++;
        else
            hp_free(piece[i]);
    size_t before = os_counts.bytes;
    hp_malloc(n);
    printf("malloc(%zu), %zu in use: grows by %zu\n", n, kept,
           os_counts.bytes - before);
    return os_counts.bytes - before;
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1 << 20, size;
    if (!request_to_size(n, &size))
        return 2;
    size_t run = (size + 111) / 112, fewer = argc > 2;
    size_t grown = grown_by(n, run, PIECES / run - fewer);
    return (grown != 0) == (fewer == 0) ? 0 : 1;
}
