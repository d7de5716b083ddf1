/* accident.c: tangled from book/answers/16-checks.nw; edit that, not this. */
/* accident.c - accident BYTES zero|random: in each of many heaps, one block
   is written past its end, once. Does the heap notice within a thousand
   calls, and what does it say? */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hpoc.h"

enum { HEAPS = 400, BLOCKS = 300, BEFORE = 3000, AFTER = 1000 };

static int *calls;      /* since the accident; shared with the parent */
static uint64_t state;

static size_t below(size_t limit)
{
    state = state * 6364136223846793005 + 1442695040888963407;
    return (size_t)(state >> 33) % limit;
}

static void turn(unsigned char **block)
{
    unsigned char **b = &block[below(BLOCKS)];
    hp_free(*b);
    *b = below(3) == 0 ? NULL : hp_malloc(below(2) ? below(200)
                                                   : below(3000));
}

static void play(unsigned seed, size_t bytes, int random)
{
    unsigned char *block[BLOCKS] = { NULL }, *hurt = NULL;
    state = seed;
    for (int i = 0; i < BEFORE; i++)
        turn(block);
    while (hurt == NULL)
        hurt = block[below(BLOCKS)];
    hurt += hp_malloc_usable_size(hurt);
    for (size_t i = 0; i < bytes; i++)
        hurt[i] = random ? (unsigned char)below(256) : 0;
    for (*calls = 0; *calls < AFTER; ++*calls)
        turn(block);
    _exit(0);
}

int main(int argc, char **argv)
{
    size_t bytes = argc > 1 ? strtoul(argv[1], NULL, 10) : 8;
    int random = argc > 2 && strcmp(argv[2], "random") == 0;
    int found = 0, crashed = 0, sum = 0, status;
    calls = mmap(NULL, sizeof *calls, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (unsigned seed = 1; seed <= HEAPS; seed++) {
        pid_t child = fork();
        if (child == 0)
            play(seed, bytes, random);
        waitpid(child, &status, 0);
        int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        found += signal == SIGABRT;
        crashed += signal != 0 && signal != SIGABRT;
        sum += signal == SIGABRT ? *calls : 0;
    }
    printf("found %d percent, after %d calls; crashed %d percent\n",
           100 * found / HEAPS, found ? sum / found : 0,
           100 * crashed / HEAPS);
    return 0;
}
