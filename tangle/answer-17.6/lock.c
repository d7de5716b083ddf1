/* lock.c: tangled from book/08-threads.nw; edit that, not this. */
/* lock.c - to sleep until a lock is free, and to wake who sleeps. */
#include "lock.h"
#include "os_thread.h"

void lock_wait(struct lock *lock)
{
    while (atomic_exchange_explicit(&lock->state, 2, memory_order_acquire)
           != 0)
        os_wait(&lock->state, 2);
}

void lock_wake(struct lock *lock)
{
    os_wake(&lock->state);
}
