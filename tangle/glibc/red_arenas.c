/* red_arenas.c: tangled from book/09-arenas.nw; edit that, not this. */
/* red_arenas.c - somebody is in the heap, and stays there. Does a thread
   that comes now have to wait? Green when it gets its memory. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "arena.h"
#include "hpoc.h"

static void *come(void *unused)
{
    (void)unused;
    return hp_malloc(24);
}

int main(void)
{
    pthread_t thread;
    void *mem = NULL;
    struct timespec until;
    hp_malloc(24);
    lock_take(&main_arena.lock);
    if (pthread_create(&thread, NULL, come, NULL) != 0)
        return 2;
    printf("a thread comes while the heap is busy\n");
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 2;
    if (pthread_timedjoin_np(thread, &mem, &until) != 0) {
        printf("after two seconds it is still waiting\n");
        return 1;
    }
    printf("it has its memory\n");
    return mem == NULL;
}
