/* leave.c: tangled from book/09-arenas.nw, book/10-tcache.nw and book/16-checks.nw; edit those, not this. */
/* leave.c - to be the last of those who are told that a thread ends. */
#include "arena.h"
#include "free.h"
#include "leave.h"
#include "os_thread.h"
#include "tcache.h"

/* So often are those told who say that they are not done. */
enum { ROUNDS = 4 };

static void empty_cache(struct tcache *t)
{
    for (size_t i = 0; i < TCACHE_BINS; i++)
        while (t->count[i] > 0) {
            die_if(!is_aligned(t->first[i]), "tcache_thread_shutdown(): "
                   "unaligned tcache chunk detected");
            struct chunk *c = mem_to_chunk(tcache_pop(t, i));
            free_chunk(arena_of(c), c);
        }
}

static void give_back(void)
{
    struct tcache *t = self.cache;
    self.cache = NULL;
    if (t != NULL) {
        empty_cache(t);
        struct chunk *c = mem_to_chunk(t);
        free_chunk(arena_of(c), c);
    }
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
