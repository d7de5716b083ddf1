/* both.c: tangled from book/answers/10-tcache.nw; edit that, not this. */
/* both.c - frees a block in two threads, which then share it. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "hpoc.h"

static void *block;
static pthread_barrier_t step;

static void *other(void *unused)
{
    hp_free(block);
    pthread_barrier_wait(&step);    /* both have freed it */
    pthread_barrier_wait(&step);    /* the main thread has written */
    char *mine = hp_malloc(24);
    printf("new in thread 2, at byte 16: %.7s\n", mine + 16);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_barrier_init(&step, NULL, 2);
    block = hp_malloc(24);
    pthread_create(&thread, NULL, other, NULL);
    pthread_barrier_wait(&step);
    hp_free(block);
    char *mine = hp_malloc(24);
    memcpy(mine + 16, "secret", 7);
    pthread_barrier_wait(&step);
    pthread_join(thread, NULL);
    return 0;
}
