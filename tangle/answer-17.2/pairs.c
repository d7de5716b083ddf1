/* pairs.c: tangled from book/04-bump.nw; edit that, not this. */
/* pairs.c - plays malloc(48) and free in pairs, as many as it is told,
   and prints the page faults that they cost. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static long faults(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

static void play_pairs(size_t pairs)
{
    for (size_t i = 0; i < pairs; i++) {
        char *mem = malloc(48);
        if (mem == NULL)
            exit(1);
        *mem = 1;
        free(mem);
    }
}

int main(int argc, char **argv)
{
    size_t pairs = argc > 1 ? strtoull(argv[1], NULL, 10) : 10000;
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    play_pairs(100);
    long before = faults();
    play_pairs(pairs);
    printf("%ld\n", faults() - before);
    return 0;
}
