/* flag.c: tangled from book/08-threads.nw; edit that, not this. */
/* flag.c - a lock made of one flag. How many threads get in at once? */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "meet.h"

static atomic_bool held;
static atomic_int inside, most;
static const struct timespec moment = { .tv_nsec = 100000000 };

static void take_flag(void)
{
    while (held)
        nanosleep(&moment, NULL);
    meeting_point();
    held = true;
}

static void *enter_and_leave(void *unused)
{
    take_flag();
    int now = ++inside;
    if (now > most)
        most = now;
    nanosleep(&moment, NULL);
    inside--;
    held = false;
    return unused;
}

int main(void)
{
    pthread_t thread[2];
    arm();
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, enter_and_leave, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    printf("threads inside at once: %d\n", most);
    return most > 1;
}
