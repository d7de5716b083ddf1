/* interleaving.c: tangled from book/08-threads.nw; edit that, not this. */
/* interleaving.c - two threads ask for a block, and each stops in the
   middle of take_from_top until the other is there, too. */
#include <pthread.h>
#include <stdio.h>

#include "hpoc.h"
#include "meet.h"
#include "os_test.h"
#include "walk.h"

static void *ask(void *block)
{
    *(void **)block = hp_malloc(24);
    return NULL;
}

int main(void)
{
    pthread_t thread[2];
    void *block[2];
    hp_malloc(24);
    arm();
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, ask, &block[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    int first = block[0] < block[1] ? 0 : 1;
    printf("one thread was given the block at: %zu\n",
           os_offset(block[first]));
    printf("the other one the block at: %zu\n", os_offset(block[!first]));
    const char *broken = check_heap();
    printf("the heap: %s\n", broken == NULL ? "sound" : broken);
    return block[0] == block[1];
}
