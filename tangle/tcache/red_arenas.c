/* red_arenas.c: tangled from book/09-arenas.nw; edit that, not this. */
/* red_arenas.c - somebody is in the heap, and stays there. Does a thread
   that comes now have to wait? Green when it gets its memory. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

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
    void *mem;
    hp_malloc(24);
    lock_take(&main_arena.lock);
    if (pthread_create(&thread, NULL, come, NULL) != 0)
        return 2;
    alarm(2);
    printf("a thread comes while the heap is busy ...\n");
    fflush(stdout);
    pthread_join(thread, &mem);
    printf("it has its memory\n");
    return mem == NULL;
}
