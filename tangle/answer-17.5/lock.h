/* lock.h: tangled from book/08-threads.nw; edit that, not this. */
/* lock.h - a lock of four bytes. All zero is a lock that nobody holds.
   No layer below may take one. */
#ifndef LOCK_H
#define LOCK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/single_threaded.h>

/* state: 0 free, 1 held, 2 held, and perhaps somebody sleeps */
struct lock {
    atomic_int state;
};

/* single_threaded - has this process one thread only? Never true again,
   once it was false. */
static inline bool single_threaded(void)
{
    return __libc_single_threaded;
}

/* lock_try - takes the lock if that needs no waiting.
   Returns: whether it did. */
static inline bool lock_try(struct lock *lock)
{
    int nobody = 0;
    return atomic_compare_exchange_strong_explicit(&lock->state, &nobody, 1,
        memory_order_acquire, memory_order_relaxed);
}

/* lock_wait - the slow half of lock_take. lock_wake - that of lock_drop. */
void lock_wait(struct lock *lock);
void lock_wake(struct lock *lock);

/* lock_take - waits until the lock is ours. Requires: it isn't already. */
static inline void lock_take(struct lock *lock)
{
    if (!lock_try(lock))
        lock_wait(lock);
}

/* lock_drop - lets the next one in. Requires: the lock is ours. */
static inline void lock_drop(struct lock *lock)
{
    int was = atomic_exchange_explicit(&lock->state, 0,
                                       memory_order_release);
    if (was == 2)
        lock_wake(lock);
}

/* lock_reset - in a child, whose parent's threads do not exist. */
static inline void lock_reset(struct lock *lock)
{
    atomic_store_explicit(&lock->state, 0, memory_order_relaxed);
}

#endif
