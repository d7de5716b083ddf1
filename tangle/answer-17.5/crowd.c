/* crowd.c: tangled from book/17-glibc.nw; edit that, not this. */
/* crowd.c - four threads, which come one after the other and stay; how much
   does the heap hold? */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4 };

static pthread_barrier_t all_have, all_counted;

static void *have_something(void *unused)
{
    void *block = malloc(10000);
    pthread_barrier_wait(&all_have);
    pthread_barrier_wait(&all_counted);
    free(block);
    return unused;
}

int main(void)
{
    pthread_t thread[THREADS];
    pthread_barrier_init(&all_have, NULL, THREADS + 1);
    pthread_barrier_init(&all_counted, NULL, THREADS + 1);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&thread[i], NULL, have_something, NULL);
    pthread_barrier_wait(&all_have);
    printf("held: %zu\n", mallinfo2().arena);
    pthread_barrier_wait(&all_counted);
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
