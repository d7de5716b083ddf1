/* odd.c: tangled from book/09-arenas.nw; edit that, not this. */
/* odd.c - a block that a thread's segment has no room for: does it come
   from the thread's arena? Then N is 1. */
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *show(const char *what, size_t size)
{
    size_t *volatile mem = malloc(size);    /* the head is in front */
    printf("%s N is %d\n", what, (int)(mem[-1] >> 2 & 1));
    return mem;
}

static void *work(void *unused)
{
    show("10 MiB:", 10 << 20);
    free(show(" 1 MiB:", 1 << 20));
    show("60 MiB:", 60 << 20);
    return unused;
}

int main(void)
{
    pthread_t thread;
    mallopt(M_MMAP_MAX, 0);     /* glibc would map such blocks */
    if (pthread_create(&thread, NULL, work, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
