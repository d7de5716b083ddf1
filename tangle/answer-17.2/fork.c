/* fork.c: tangled from book/08-threads.nw and book/09-arenas.nw; edit those, not this. */
/* fork.c - no lock may be held by a thread that the child hasn't got. */
#include "arena.h"
#include "fork.h"
#include "os_thread.h"

static bool held;       /* by the thread that forks */

static void before_fork(void)
{
    if (single_threaded())
        return;
    os_lock_stdio();
    arenas_lock();
    held = true;
}

static void in_parent(void)
{
    if (!held)
        return;
    held = false;
    arenas_unlock();
    os_unlock_stdio();
}

/* The C library has made a new lock for its files already. */
static void in_child(void)
{
    if (!held)
        return;
    held = false;
    arenas_restart();
}

void watch_forks(void)
{
    static atomic_flag watching = ATOMIC_FLAG_INIT;
    if (!atomic_flag_test_and_set(&watching))
        os_at_fork(before_fork, in_parent, in_child);
}
