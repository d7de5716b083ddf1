/* arena.c: tangled from book/09-arenas.nw, book/12-smallbins.nw, book/15-system.nw, book/16-checks.nw and book/17-glibc.nw; edit those, not this. */
/* arena.c - the arenas of a process, and which thread uses which. */
#include "arena.h"
#include "os_thread.h"

/* EMPTY - the header of bin i of the main arena: bin_at for a compiler.
   EMPTY_n - both links of n rings from i on, each to its own header. */
#define EMPTY(i) ((struct chunk *)(void *)((char *)&main_arena.bins \
    + ((i) - 1) * 2 * sizeof(void *) - offsetof(struct chunk, fd)))
#define EMPTY_1(i)  EMPTY(i), EMPTY(i)
#define EMPTY_2(i)  EMPTY_1(i), EMPTY_1((i) + 1)
#define EMPTY_4(i)  EMPTY_2(i), EMPTY_2((i) + 2)
#define EMPTY_8(i)  EMPTY_4(i), EMPTY_4((i) + 4)
#define EMPTY_16(i) EMPTY_8(i), EMPTY_8((i) + 8)
#define EMPTY_32(i) EMPTY_16(i), EMPTY_16((i) + 16)
#define EMPTY_64(i) EMPTY_32(i), EMPTY_32((i) + 32)

static_assert(offsetof(struct arena, last_remainder) + sizeof(void *)
              == offsetof(struct arena, bins), "the head of bin 1 is 0");

struct arena main_arena = {
    .top = EMPTY(UNSORTED),
    .bins.links = { EMPTY_64(1), EMPTY_32(65), EMPTY_16(97), EMPTY_8(113),
                    EMPTY_4(121), EMPTY_2(125), EMPTY_1(127) },
    .next = &main_arena,
    .attached_threads = 1,
};

struct chunk *first_chunk;

static struct lock list_lock;       /* while the ring grows */
static struct lock free_list_lock;  /* free_list and attached_threads */
static struct arena *free_list;     /* those without a thread */
static _Atomic size_t arena_count = 1;
static _Atomic size_t most_arenas;  /* may there be; 0: not asked yet */
static struct arena *_Atomic next_to_share = &main_arena;

char *first_break;

/* Requires: free_list_lock is ours. */
static void detach_from(struct arena *a)
{
    if (a != NULL) {
        ensure(a->attached_threads > 0);
        a->attached_threads--;
    }
}

static struct arena *take_unused(void)
{
    lock_take(&free_list_lock);
    struct arena *a = free_list;
    if (a != NULL) {
        ensure(a->attached_threads == 0);
        free_list = a->next_free;
        a->attached_threads = 1;
        detach_from(self.arena);
    }
    lock_drop(&free_list_lock);
    if (a == NULL)
        return NULL;
    lock_take(&a->lock);
    return self.arena = a;
}

/* Lays an arena out in a segment: the struct first, then top. */
static struct arena *lay_out(struct segment *s)
{
    struct arena *a = (struct arena *)(s + 1);
    size_t top = round_up((size_t)(a + 1), ALIGNMENT);
    bins_init(&a->bins);
    a->attached_threads = 1;
    a->system_mem = a->max_system_mem = s->size;
    a->non_main = NON_MAIN;
    a->scattered = true;
    a->top = (struct chunk *)top;
    set_head(a->top, ((size_t)segment_end(s) - top) | PREV_IN_USE);
    return s->arena = a;
}

static void put_into_ring(struct arena *a)
{
    lock_take(&list_lock);
    a->next = main_arena.next;
    main_arena.next = a;
    lock_drop(&list_lock);
}

static struct arena *make_arena(size_t hint)
{
    size_t own = sizeof(struct segment) + sizeof(struct arena) + ALIGNMENT;
    struct segment *s = segment_new(hint + own, tuning.top_pad);
    if (s == NULL)
        s = segment_new(own, tuning.top_pad);
    if (s == NULL)
        return NULL;
    struct arena *a = lay_out(s);
    put_into_ring(a);
    lock_take(&free_list_lock);
    detach_from(self.arena);
    lock_drop(&free_list_lock);
    lock_take(&a->lock);
    return self.arena = a;
}

/* The first that nobody holds at the moment; if all are held, the next one
   in turn, but not the one to avoid. */
static struct arena *lock_any(const struct arena *avoid)
{
    struct arena *first = next_to_share, *a = first;
    do {
        if (lock_try(&a->lock))
            return a;
        a = a->next;
    } while (a != first);
    if (a == avoid)
        a = a->next;
    lock_take(&a->lock);
    return a;
}

/* Requires: free_list_lock is ours. */
static void take_off_free_list(const struct arena *a)
{
    struct arena **link = &free_list;
    while (*link != NULL && *link != a)
        link = &(*link)->next_free;
    if (*link != NULL)
        *link = a->next_free;
}

static struct arena *share_arena(const struct arena *avoid)
{
    struct arena *a = lock_any(avoid);
    lock_take(&free_list_lock);
    detach_from(self.arena);
    take_off_free_list(a);
    a->attached_threads++;
    lock_drop(&free_list_lock);
    next_to_share = a->next;
    return self.arena = a;
}

/* The limit is found when there are arenas enough to wonder. */
static size_t find_limit(void)
{
    if (most_arenas != 0)
        return most_arenas;
    if (tuning.arena_max != 0) {
        most_arenas = tuning.arena_max;
    } else if (arena_count > tuning.arena_test) {
        unsigned cpus = os_cpus();
        most_arenas = 8 * (cpus > 0 ? cpus : 2);
    }
    return most_arenas;
}

/* Counts one arena more, unless there may be no more. */
static bool count_one_more(void)
{
    size_t limit = find_limit(), count = arena_count;
    do
        if (limit != 0 && count >= limit)
            return false;
    while (!atomic_compare_exchange_weak(&arena_count, &count, count + 1));
    return true;
}

static struct arena *choose(size_t hint, const struct arena *avoid)
{
    struct arena *a = take_unused();
    if (a != NULL)
        return a;
    if (!count_one_more())
        return share_arena(avoid);
    a = make_arena(hint);
    if (a == NULL)
        arena_count--;
    return a;
}

struct arena *arena_retry(struct arena *failed, size_t hint)
{
    arena_release(failed);
    if (failed == &main_arena)
        return self.leaving ? NULL : choose(hint, &main_arena);
    lock_take(&main_arena.lock);
    return &main_arena;
}

void arena_begin(void)
{
    static atomic_flag begun = ATOMIC_FLAG_INIT;
    if (!atomic_flag_test_and_set(&begun))
        self.arena = &main_arena;
}

struct arena *arena_acquire(size_t hint)
{
    if (self.arena == NULL)
        arena_begin();
    if (self.arena == NULL && !self.leaving)
        return choose(hint, NULL);
    struct arena *a = self.arena != NULL ? self.arena : &main_arena;
    lock_take(&a->lock);
    return a;
}

void arena_detach(void)
{
    struct arena *a = self.arena;
    if (a == NULL)
        return;
    self.arena = NULL;
    lock_take(&free_list_lock);
    detach_from(a);
    if (a->attached_threads == 0) {
        a->next_free = free_list;
        free_list = a;
    }
    lock_drop(&free_list_lock);
}

void arenas_lock(void)
{
    lock_take(&list_lock);
    struct arena *a = &main_arena;
    do
        lock_take(&a->lock);
    while ((a = a->next) != &main_arena);
}

void arenas_unlock(void)
{
    struct arena *a = &main_arena;
    do
        lock_drop(&a->lock);
    while ((a = a->next) != &main_arena);
    lock_drop(&list_lock);
}

void arenas_restart(void)
{
    lock_reset(&list_lock);
    lock_reset(&free_list_lock);
    free_list = NULL;
    struct arena *a = &main_arena;
    do {
        lock_reset(&a->lock);
        a->attached_threads = a == self.arena;
        if (a != self.arena) {
            a->next_free = free_list;
            free_list = a;
        }
    } while ((a = a->next) != &main_arena);
}
