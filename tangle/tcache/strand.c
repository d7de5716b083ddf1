/* strand.c: tangled from book/10-tcache.nw; edit that, not this. */
/* strand.c - threads that fill their caches to the brim, and wait. How
   much lies in all of the caches together? */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"
#include "tcache.h"

enum { KEPT = 7, MOST = 64 };

static pthread_barrier_t full;
static size_t bytes[MOST];

static void *fill(void *sum)
{
    static _Thread_local void *block[TCACHE_BINS][KEPT];
    for (size_t i = 0; i < TCACHE_BINS; i++)
        for (int k = 0; k < KEPT; k++)
            block[i][k] = hp_malloc(24 + 16 * i);
    for (size_t i = 0; i < TCACHE_BINS; i++)
        for (int k = 0; k < KEPT; k++)
            hp_free(block[i][k]);
    for (size_t i = 0; i < TCACHE_BINS; i++)
        *(size_t *)sum += self.cache->count[i] * (MIN_CHUNK + 16 * i);
    pthread_barrier_wait(&full);
    pause();
    return NULL;
}

int main(int argc, char **argv)
{
    size_t threads = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
    pthread_t thread[MOST];
    size_t sum = 0;
    pthread_barrier_init(&full, NULL, (unsigned)threads + 1);
    for (size_t i = 0; i < threads && i < MOST; i++)
        pthread_create(&thread[i], NULL, fill, &bytes[i]);
    pthread_barrier_wait(&full);
    for (size_t i = 0; i < threads; i++)
        sum += bytes[i];
    printf("threads: %zu\n", threads);
    printf("bytes in caches: %zu\n", sum);
    return 0;
}
