/* os_thread.h: tangled from book/08-threads.nw and book/09-arenas.nw; edit those, not this. */
/* os_thread.h - what a heap asks of the system about threads. The same for
   the library and for its tests. */
#ifndef OS_THREAD_H
#define OS_THREAD_H

#include <stdatomic.h>
#include <stdbool.h>

/* os_wait - sleeps while *word is value; may wake for no reason.
   os_wake - wakes one that sleeps. Both keep errno. */
void os_wait(atomic_int *word, int value);
void os_wake(atomic_int *word);

/* os_at_fork - from now on fork calls before_fork in the parent before the
   child is made, and one of the others after that on each side. */
void os_at_fork(void (*before_fork)(void), void (*in_parent)(void),
                void (*in_child)(void));

/* os_lock_stdio, os_unlock_stdio - the lock on the C library's list of
   open files. One thread may take it more than once. */
void os_lock_stdio(void);
void os_unlock_stdio(void);

/* os_cpus - processors that are online. */
unsigned os_cpus(void);

/* os_is_main_thread - is this the thread that the process began with? */
bool os_is_main_thread(void);

/* os_at_thread_exit - from now on, leave is called at the end of each
   thread that has armed it since it was called last. The first call says
   what leave is. */
void os_at_thread_exit(void (*leave)(void));
void os_arm_thread_exit(void);

#endif
