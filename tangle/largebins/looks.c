/* looks.c: tangled from book/13-largebins.nw; edit that, not this. */
/* looks.c - plays a trace on the counted heap; or, looks FIRST, frees a
   thousand chunks of sizes from FIRST to twice that, and then asks for
   each of them once and gives it back. */
#include <stdio.h>
#include <stdlib.h>

#include "hpoc.h"
#include "looks.h"

enum { BLOCKS = 1000, SCATTER = 619 };

int run(int argc, char **argv);

struct looks looks;

static size_t request(size_t first, size_t i)
{
    return first + first * (i * SCATTER % BLOCKS) / BLOCKS;
}

static void ask_for_each(size_t first)
{
    static void *block[BLOCKS];
    for (size_t i = 0; i < BLOCKS; i++) {
        block[i] = hp_malloc(request(first, i));
        hp_malloc(24);
    }
    for (size_t i = 0; i < BLOCKS; i++)
        hp_free(block[i]);
    looks = (struct looks){ 0 };
    for (size_t i = 0; i < BLOCKS; i++)
        hp_free(hp_malloc(request(first, 7 * i % BLOCKS)));
    printf("%zu %.1f %zu %.1f\n", first, (double)looks.chunks / BLOCKS,
           looks.most, (double)looks.steps / BLOCKS);
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        ask_for_each(strtoul(argv[1], NULL, 0));
        return 0;
    }
    int status = run(1, argv);
    printf("large requests: %zu\n", looks.requests);
    printf("looked at: %zu\nmost: %zu\n", looks.chunks, looks.most);
    printf("passed: %zu\n", looks.steps);
    return status;
}
