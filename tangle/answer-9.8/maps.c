/* maps.c: tangled from book/answers/09-arenas.nw; edit that, not this. */
/* maps.c - four threads with a block each, and the map of the process. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4 };

static pthread_barrier_t all_here;

static void *work(void *unused)
{
    char *volatile block = malloc(24);
    pthread_barrier_wait(&all_here);
    pthread_barrier_wait(&all_here);
    free(block);
    return unused;
}

int main(void)
{
    pthread_t thread;
    char line[300];
    pthread_barrier_init(&all_here, NULL, THREADS + 1);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&thread, NULL, work, NULL);
    pthread_barrier_wait(&all_here);
    FILE *maps = fopen("/proc/self/maps", "r");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL)
        fputs(line, stdout);
    return 0;
}
