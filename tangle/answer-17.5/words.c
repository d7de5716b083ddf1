/* words.c: tangled from book/17-glibc.nw; edit that, not this. */
/* words.c - a heap of two arenas and a mapping, in words. */
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>

static void *block[3];

static void *in_a_thread(void *unused)
{
    block[1] = malloc(5000);
    return unused;
}

int main(void)
{
    pthread_t thread;
    block[0] = malloc(100);
    pthread_create(&thread, NULL, in_a_thread, NULL);
    pthread_join(thread, NULL);
    block[2] = malloc(1000000);
    malloc_stats();
    return block[0] == NULL || block[1] == NULL || block[2] == NULL;
}
