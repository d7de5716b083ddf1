/* after_thread.c: tangled from book/17-glibc.nw; edit that, not this. */
/* after_thread.c - the offset of a block, after a thread has been made. */
#define _DEFAULT_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *nothing(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t thread;
    char *start = sbrk(0);
    pthread_create(&thread, NULL, nothing, NULL);
    char *block = malloc(24);
    pthread_join(thread, NULL);
    printf("heap+%tx\n", block - start);
    return 0;
}
