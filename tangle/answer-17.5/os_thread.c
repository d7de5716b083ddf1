/* os_thread.c: tangled from book/08-threads.nw and book/09-arenas.nw; edit those, not this. */
/* os_thread.c - sleeping and waking, and to be told of forks. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <sys/sysinfo.h>

#include "os_thread.h"

static void futex(atomic_int *word, int operation, int value)
{
    int saved = errno;
    syscall(SYS_futex, word, operation, value, NULL);
    errno = saved;
}

void os_wait(atomic_int *word, int value)
{
    futex(word, FUTEX_WAIT_PRIVATE, value);
}

void os_wake(atomic_int *word)
{
    futex(word, FUTEX_WAKE_PRIVATE, 1);
}

void os_at_fork(void (*before_fork)(void), void (*in_parent)(void),
                void (*in_child)(void))
{
    pthread_atfork(before_fork, in_parent, in_child);
}

extern void _IO_list_lock(void), _IO_list_unlock(void);

void os_lock_stdio(void)
{
    _IO_list_lock();
}

void os_unlock_stdio(void)
{
    _IO_list_unlock();
}

unsigned os_cpus(void)
{
    return (unsigned)get_nprocs();
}

bool os_is_main_thread(void)
{
    return getpid() == gettid();
}

static pthread_key_t at_exit;
static bool has_key;
static pthread_once_t at_exit_once = PTHREAD_ONCE_INIT;
static void (*_Atomic leave_thread)(void);

static void call_leave(void *armed)
{
    void (*leave)(void) = leave_thread;
    (void)armed;
    leave();
}

static void make_key(void)
{
    has_key = pthread_key_create(&at_exit, call_leave) == 0;
}

void os_at_thread_exit(void (*leave)(void))
{
    leave_thread = leave;
    pthread_once(&at_exit_once, make_key);
}

void os_arm_thread_exit(void)
{
    if (has_key)
        pthread_setspecific(at_exit, &at_exit);
}
