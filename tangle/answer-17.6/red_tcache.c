/* red_tcache.c: tangled from book/10-tcache.nw; edit that, not this. */
/* red_tcache.c - a block that was freed a moment ago is asked for again,
   while somebody is in the heap. Green when that is no reason to wait. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"

static void *come_and_go(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t other;
    hp_free(hp_malloc(24));
    if (pthread_create(&other, NULL, come_and_go, NULL) != 0)
        return 2;
    pthread_join(other, NULL);
    lock_take(&main_arena.lock);
    alarm(2);
    printf("24 bytes, while the heap is busy ...\n");
    fflush(stdout);
    void *mem = hp_malloc(24);
    printf("here they are\n");
    hp_free(mem);
    printf("and there they go\n");
    return 0;
}
