/* start.c: tangled from book/17-glibc.nw; edit that, not this. */
/* start.c - the first call of a process. */
#include <stdatomic.h>

#include "arena.h"
#include "fork.h"
#include "start.h"
#include "settings.h"
#include "tcache.h"

_Atomic bool started;

void start(void)
{
    static atomic_flag begun = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&begun))
        return;
    started = true;
    tcache_start();
    arena_begin();
    watch_forks();
    read_environment();
}
