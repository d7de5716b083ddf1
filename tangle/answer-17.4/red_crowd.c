/* red_crowd.c: tangled from book/09-arenas.nw; edit that, not this. */
/* red_crowd.c - somebody is in the heap, and others come: who is served,
   and who sleeps? Linked with --wrap=os_wait. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "hpoc.h"

void __real_os_wait(atomic_int *word, int value);
void __wrap_os_wait(atomic_int *word, int value);

static atomic_int served, asleep;

void __wrap_os_wait(atomic_int *word, int value)
{
    if (word == &main_arena.lock.state)
        asleep++;
    __real_os_wait(word, value);
}

static void *come(void *unused)
{
    if (hp_malloc(24) != NULL)
        served++;
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    int threads = argc > 1 ? atoi(argv[1]) : 1;
    hp_malloc(24);
    lock_take(&main_arena.lock);
    for (int i = 0; i < threads; i++)
        if (pthread_create(&thread, NULL, come, NULL) != 0)
            return 2;
    while (served + asleep < threads)
        sched_yield();
    printf("served: %d\nasleep: %d\n", served, asleep);
    return 0;
}
