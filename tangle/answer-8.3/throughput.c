/* throughput.c: tangled from book/08-threads.nw; edit that, not this. */
/* throughput.c - so many threads allocate and free for half a second.
   Prints how many pairs they did in a microsecond, all together. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 64 };

static atomic_bool enough;
static atomic_long pairs;

static void *allocate_and_free(void *unused)
{
    long mine = 0;
    for (; !enough; mine++) {
        char *volatile mem = malloc(48);
        free(mem);
    }
    pairs += mine;
    return unused;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 1;
    struct timespec half = { .tv_nsec = 500000000 };
    pthread_t thread[MOST];
    for (int i = 0; i < count && i < MOST; i++)
        pthread_create(&thread[i], NULL, allocate_and_free, NULL);
    nanosleep(&half, NULL);
    enough = true;
    for (int i = 0; i < count && i < MOST; i++)
        pthread_join(thread[i], NULL);
    printf("%.1f\n", (double)pairs / 5e5);
    return 0;
}
