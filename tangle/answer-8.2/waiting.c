/* waiting.c: tangled from book/08-threads.nw; edit that, not this. */
/* waiting.c - on one core, a thread holds a lock for a fifth of a second
   and sleeps. How busy is another one that waits for it? */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "lock.h"

static struct lock lock;
static bool spin;

static void *wait_for_lock(void *unused)
{
    struct rusage used;
    if (spin)
        while (!lock_try(&lock))
            ;
    else
        lock_take(&lock);
    lock_drop(&lock);
    getrusage(RUSAGE_THREAD, &used);
    long ms = used.ru_utime.tv_sec * 1000 + used.ru_utime.tv_usec / 1000
            + used.ru_stime.tv_sec * 1000 + used.ru_stime.tv_usec / 1000;
    puts(ms > 20 ? "kept the core busy" : "used next to nothing");
    return unused;
}

int main(int argc, char **argv)
{
    struct timespec fifth = { .tv_nsec = 200000000 };
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET((size_t)sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
    spin = argc > 1 && strcmp(argv[1], "spin") == 0;
    pthread_t thread;
    lock_take(&lock);
    pthread_create(&thread, NULL, wait_for_lock, NULL);
    nanosleep(&fifth, NULL);
    lock_drop(&lock);
    pthread_join(thread, NULL);
    return 0;
}
