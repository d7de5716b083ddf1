/* serve.c: tangled from book/15-system.nw; edit that, not this. */
/* serve.c - which arena serves a thread, and what happens at its first
   call. */
#include <errno.h>
#include <string.h>

#include "aligned.h"
#include "alloc.h"
#include "cleared.h"
#include "fork.h"
#include "hpoc.h"
#include "leave.h"
#include "serve.h"
#include "tcache.h"


static void *serve_from(struct arena *a, const struct wish *wish)
{
    if (wish->zeroed)
        return arena_calloc(a, wish->request);
    return wish->alignment <= ALIGNMENT ? arena_alloc(a, wish->request)
        : arena_memalign(a, wish->alignment, wish->request);
}

static size_t hint_of(const struct wish *wish)
{
    return wish->alignment <= ALIGNMENT ? wish->request
        : wish->request + wish->alignment + MIN_CHUNK;
}

/* With the arena's lock. */
static void *serve_locked(const struct wish *wish)
{
    if (self.arena == NULL) {
        watch_forks();
        plan_to_leave();
    }
    struct arena *a = arena_acquire(hint_of(wish));
    void *mem = serve_from(a, wish);
    if (mem == NULL && a != NULL) {
        a = arena_retry(a, hint_of(wish));
        mem = serve_from(a, wish);
    }
    arena_release(a);
    return mem;
}

void *serve(const struct wish *wish)
{
    return single_threaded() ? serve_from(&main_arena, wish)
                             : serve_locked(wish);
}

void start_cache(void)
{
    struct wish wish = { sizeof(struct tcache), ALIGNMENT, false };
    if (self.leaving)
        return;
    int saved = errno;
    tcache_start();
    void *mem = serve_locked(&wish);
    errno = saved;
    if (mem != NULL && self.cache == NULL)
        self.cache = memset(mem, 0, sizeof(struct tcache));
    else if (mem != NULL)
        hp_free(mem);
}
