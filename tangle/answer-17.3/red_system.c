/* red_system.c: tangled from book/15-system.nw; edit that, not this. */
/* red_system.c - what does a program hold when it has freed everything, and
   how often does the kernel hear of it? Green if both are little. */
#include <stdio.h>
#include <string.h>

#include "hpoc.h"
#include "os_test.h"
#include "tune.h"

enum { PICTURES = 40, ROUNDS = 1000, SIZE = 200 * 1024, MOST = 20 };

static void hold_thresholds(int held)
{
#ifdef MMAP_THRESHOLD
    tuning.fixed_thresholds = held;
#else
    (void)held;
#endif
}

static size_t calls(void)
{
    return os_counts.sbrks + os_counts.maps + os_counts.unmaps;
}

int main(int argc, char **argv)
{
    static void *picture[PICTURES];
    hold_thresholds(argc > 1 && strcmp(argv[1], "never") == 0);
    for (int i = 0; i < PICTURES; i++)
        picture[i] = hp_malloc(SIZE);
    size_t most = os_counts.bytes;
    for (int i = 0; i < PICTURES; i++)
        hp_free(picture[i]);
    size_t held = os_counts.bytes, before = calls();
    for (int i = 0; i < ROUNDS; i++)
        hp_free(hp_malloc(SIZE));
    printf("bytes held, with %d pictures: %zu\n", PICTURES, most);
    printf("bytes held, with none: %zu\n", held);
    printf("calls of the kernel in %d more rounds: %zu\n", ROUNDS,
           calls() - before);
    return held < most / MOST && calls() - before < MOST ? 0 : 1;
}
