/* futexes.c: tangled from book/08-threads.nw; edit that, not this. */
/* futexes.c - counts how often a lock calls the kernel: ten thousand times
   with nobody there, and once with somebody who has to wait. */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os_thread.h"
#ifndef LOCK
#define LOCK "lock.h"
#endif
#include LOCK

static struct lock lock;
static atomic_int waits, wakes;

void os_wait(atomic_int *word, int value)
{
    waits++;
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL);
}

void os_wake(atomic_int *word)
{
    wakes++;
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL);
}

static void *take_and_drop(void *unused)
{
    lock_take(&lock);
    lock_drop(&lock);
    return unused;
}

int main(void)
{
    for (int i = 0; i < 10000; i++)
        take_and_drop(NULL);
    printf("alone, 10000 times: %d calls\n", waits + wakes);
    waits = wakes = 0;
    pthread_t thread;
    lock_take(&lock);
    pthread_create(&thread, NULL, take_and_drop, NULL);
    while (waits == 0)
        sched_yield();
    lock_drop(&lock);
    pthread_join(thread, NULL);
    printf("one who waits: %d wait, %d wake\n", waits, wakes);
    return 0;
}
