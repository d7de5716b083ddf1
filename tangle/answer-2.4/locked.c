/* locked.c: tangled from book/02-contract.nw; edit that, not this. */
/* locked.c - one thread at a time, for threads_may_share_the_heap. */
#include <pthread.h>

#include "broken.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void *hp_malloc(size_t size)
{
    pthread_mutex_lock(&lock);
    void *mem = healthy_malloc(size);
    pthread_mutex_unlock(&lock);
    return mem;
}

void hp_free(void *mem)
{
    pthread_mutex_lock(&lock);
    healthy_free(mem);
    pthread_mutex_unlock(&lock);
}
