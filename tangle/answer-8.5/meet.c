/* meet.c: tangled from book/08-threads.nw; edit that, not this. */
/* meet.c - a place where two threads wait for each other, a fifth of a
   second at most. Who came first goes on first. */
#define _POSIX_C_SOURCE 200809L
#include <stdatomic.h>
#include <time.h>

#include "meet.h"

static atomic_int count = 2;    /* as if two had been there */

void arm(void)
{
    count = 0;
}

int arrived(void)
{
    return count;
}

void meeting_point(void)
{
    struct timespec moment = { .tv_nsec = 1000000 };
    int before = atomic_fetch_add(&count, 1);
    for (int i = 0; count < 2 && i < 200; i++)
        nanosleep(&moment, NULL);
    for (int i = 0; before == 1 && i < 20; i++)
        nanosleep(&moment, NULL);
}
