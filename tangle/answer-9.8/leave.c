/* leave.c: tangled from book/09-arenas.nw; edit that, not this. */
/* leave.c - to be the last of those who are told that a thread ends. */
#include "arena.h"
#include "leave.h"
#include "os_thread.h"

/* So often are those told who say that they are not done. */
enum { ROUNDS = 4 };

static void give_back(void)
{
    arena_detach();
}

static void leave(void)
{
    if (--self.rounds > 0) {
        os_arm_thread_exit();
        return;
    }
    self.leaving = true;
    give_back();
}

void plan_to_leave(void)
{
    if (self.rounds != 0 || self.leaving || os_is_main_thread())
        return;
    self.rounds = ROUNDS;
    os_at_thread_exit(leave);
    os_arm_thread_exit();
}
