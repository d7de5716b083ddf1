/* maps.c: tangled from book/answers/09-arenas.nw; edit that, not this. */
/* maps.c - four threads with a block each: how many arenas does the map of
   the process show? */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4 };

static pthread_barrier_t all_here, all_seen;

static void *work(void *unused)
{
    char *volatile block = malloc(24);
    pthread_barrier_wait(&all_here);
    pthread_barrier_wait(&all_seen);
    free(block);
    return unused;
}

static int count_segments(void)
{
    char line[300];
    unsigned long from, to, start = 1, end = 0;
    int count = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        if (sscanf(line, "%lx-%lx", &from, &to) != 2)
            continue;
        if (from != end)
            start = from;
        if (from % (64 << 20) == 0)
            start = from;
        end = to;
        if (start % (64 << 20) == 0 && end - start == 64 << 20)
            count++;
    }
    return count;
}

int main(void)
{
    pthread_t thread[THREADS];
    pthread_barrier_init(&all_here, NULL, THREADS + 1);
    pthread_barrier_init(&all_seen, NULL, THREADS + 1);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&thread[i], NULL, work, NULL);
    pthread_barrier_wait(&all_here);
    printf("arenas besides main: %d\n", count_segments());
    pthread_barrier_wait(&all_seen);
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
