/* test_fastbin.c: tangled from book/11-fastbin.nw and book/answers/11-fastbin.nw; edit those, not this. */
/* test_fastbin.c - what the fast bins promise: who goes there, who comes
   back and with whom, when they are emptied, and in which order. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "free.h"
#include "hpoc.h"
#include "os_test.h"
#include "tcache.h"
#include "test.h"
#include "walk.h"

enum { KEPT = 7, LARGE = 1001 };    /* the smallest large request */

struct search {
    const char *list;       /* how the names of the lists begin */
    const void *mem;        /* look for this block, or count all: NULL */
    int seen, place;        /* chunks so far; where it was among them */
};

static bool look_at_list(void *search, const char *list, const void *at)
{
    struct search *s = search;
    if (at == NULL || strncmp(list, s->list, strlen(s->list)) != 0)
        return true;
    s->seen++;
    if (s->mem == (const char *)at + HEADER)
        s->place = s->seen;
    return true;
}


/* The place of mem on such lists, from 1; 0 if it isn't there. */
static int place_on(const char *list, const void *mem)
{
    struct search s = { .list = list, .mem = mem };
    walk_lists(look_at_list, &s);
    return s.place;
}

static int count_on(const char *list)
{
    struct search s = { .list = list };
    walk_lists(look_at_list, &s);
    return s.seen;
}

static void heap_is_sound(void)
{
    CU_ASSERT_PTR_NULL(check_heap());
}

static void allocate(int n, size_t request, void **block)
{
    for (int i = 0; i < n; i++)
        block[i] = hp_malloc(request);
}

static void free_all(int n, void **block)
{
    for (int i = 0; i < n; i++)
        hp_free(block[i]);
}

/* No shelves: what is small goes straight to a fast bin. (The first call
   makes the cache, which shouldn't turn up in the middle of a test.) */
static void without_cache(void)
{
    hp_malloc(24);
    tuning.tcache_bins = 0;
}

/* Two blocks on a fast bin, and one in use behind them. */
static void *two_are_fast(void)
{
    void *b[3];
    allocate(3, 40, b);
    free_all(2, b);
    CU_ASSERT_EQUAL(count_on("fast"), 2);
    return b[0];
}

/* Runs what on a thread of its own, to the end of both. */
static void *on_a_thread(void *(*what)(void *), void *argument)
{
    pthread_t thread;
    void *result = NULL;
    if (pthread_create(&thread, NULL, what, argument) != 0) {
        CU_FAIL("no thread");
        return NULL;
    }
    pthread_join(thread, &result);
    return result;
}

static void *free_one(void *mem)
{
    hp_free(mem);
    return NULL;
}

static void *allocate_one(void *unused)
{
    (void)unused;
    return hp_malloc(24);
}

static void the_eighth_goes_to_a_fast_bin(void)
{
    void *b[KEPT + 1];
    allocate(KEPT + 1, 24, b);
    free_all(KEPT, b);
    CU_ASSERT_EQUAL(count_on("fast"), 0);
    hp_free(b[KEPT]);
    CU_ASSERT_EQUAL(place_on("fast 32", b[KEPT]), 1);
    CU_ASSERT_EQUAL(count_on("fast"), 1);
    heap_is_sound();
}

static void up_to_120_bytes_are_fast(void)
{
    without_cache();
    void *most = hp_malloc(120), *more = hp_malloc(121);
    hp_malloc(24);
    hp_free(most);
    hp_free(more);
    CU_ASSERT_EQUAL(place_on("fast 128", most), 1);
    CU_ASSERT_EQUAL(count_on("fast"), 1);
    CU_ASSERT(chunk_in_use(mem_to_chunk(most)));
    CU_ASSERT_FALSE(chunk_in_use(mem_to_chunk(more)));
    heap_is_sound();
}

static void each_size_has_a_fast_bin_of_its_own(void)
{
    void *b[7];
    without_cache();
    for (size_t i = 0; i < 7; i++)
        b[i] = hp_malloc(24 + 16 * i);
    free_all(7, b);
    CU_ASSERT_EQUAL(count_on("fast"), 7);
    for (size_t i = 0; i < 7; i++) {
        CU_ASSERT_EQUAL(fastbin_index(chunk_size(mem_to_chunk(b[i]))), i);
        CU_ASSERT_PTR_EQUAL(hp_malloc(24 + 16 * i), b[i]);
    }
    CU_ASSERT_EQUAL(count_on("fast"), 0);
    heap_is_sound();
}

static void with_another_limit_others_are_fast(void)
{
    without_cache();
    void *most = hp_malloc(168), *least = hp_malloc(24);
    hp_malloc(24);
    tuning.max_fast = 0xb0;
    hp_free(most);
    CU_ASSERT_EQUAL(place_on("fast 176", most), 1);
    CU_ASSERT_PTR_EQUAL(hp_malloc(168), most);
    tuning.max_fast = 0;
    hp_free(least);
    CU_ASSERT_EQUAL(count_on("fast"), 0);
    CU_ASSERT_FALSE(chunk_in_use(mem_to_chunk(least)));
    heap_is_sound();
}

static void ends_of_an_aligned_block_are_fast(void)
{
    void *aligned = hp_memalign(64, 100);
    struct chunk *c = mem_to_chunk(aligned), *lead = first_chunk;
    CU_ASSERT_PTR_EQUAL(next_chunk(lead), c);
    CU_ASSERT_EQUAL(place_on("fast 48", chunk_to_mem(lead)), 1);
    CU_ASSERT_EQUAL(place_on("fast 64", chunk_to_mem(next_chunk(c))), 1);
    CU_ASSERT_EQUAL(count_on("fast"), 2);
    heap_is_sound();
}

static void fast_chunks_do_not_merge(void)
{
    void *b[3];
    without_cache();
    allocate(3, 40, b);
    hp_malloc(24);
    free_all(3, b);
    for (int i = 0; i < 3; i++) {
        CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(b[i])), 48);
        CU_ASSERT(chunk_in_use(mem_to_chunk(b[i])));
    }
    heap_is_sound();
}

static void what_is_freed_beside_one_stays_apart(void)
{
    without_cache();
    void *below = hp_malloc(200), *fast = hp_malloc(40);
    void *above = hp_malloc(200);
    hp_malloc(24);
    hp_free(fast);
    hp_free(below);
    hp_free(above);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(below)), 208);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(above)), 208);
    consolidate(&main_arena);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(below)), 208 + 48 + 208);
    heap_is_sound();
}

static void top_does_not_swallow_one(void)
{
    without_cache();
    void *last = hp_malloc(40);
    struct chunk *top = main_arena.top;
    hp_free(last);
    CU_ASSERT_PTR_EQUAL(main_arena.top, top);
    consolidate(&main_arena);
    CU_ASSERT_PTR_EQUAL(main_arena.top, mem_to_chunk(last));
    CU_ASSERT_EQUAL(count_on("fast"), 0);
    heap_is_sound();
}

static void the_last_fast_one_comes_back_first(void)
{
    void *b[4];
    without_cache();
    allocate(4, 24, b);
    free_all(4, b);
    for (int i = 3; i >= 0; i--)
        CU_ASSERT_PTR_EQUAL(hp_malloc(24), b[i]);
    heap_is_sound();
}

static void companions_come_back_the_oldest_first(void)
{
    static const int order[] = { 6, 5, 4, 3, 2, 1, 0, 10, 7, 8, 9 };
    void *b[11];
    allocate(11, 24, b);
    free_all(11, b);
    for (int i = 0; i < KEPT; i++)
        CU_ASSERT_PTR_EQUAL(hp_malloc(24), b[order[i]]);
    CU_ASSERT_EQUAL(count_on("fast"), 4);
    for (int i = KEPT; i < 11; i++) {
        CU_ASSERT_PTR_EQUAL(hp_malloc(24), b[order[i]]);
        CU_ASSERT_EQUAL(count_on("fast"), 0);
    }
    heap_is_sound();
}

static void as_many_come_along_as_there_is_room(void)
{
    void *b[KEPT + 20];
    allocate(KEPT + 20, 24, b);
    free_all(KEPT + 20, b);
    for (int i = 0; i < KEPT; i++)
        hp_malloc(24);
    CU_ASSERT_EQUAL(count_on("fast"), 20);
    hp_malloc(24);
    CU_ASSERT_EQUAL(self.cache->count[0], KEPT);
    CU_ASSERT_EQUAL(count_on("fast"), 20 - 1 - KEPT);
    heap_is_sound();
}

static void small_ones_are_merged_first_and_new_ones(void)
{
    static const size_t request[] = { 56, 24, 40, 24, 56 };
    static const int order[] = { 0, 4, 2, 1, 3 };
    void *b[5], *beside[5];
    without_cache();
    for (int i = 0; i < 5; i++) {
        b[i] = hp_malloc(request[i]);
        beside[i] = hp_malloc(240 - request[i]);
        hp_malloc(24);
    }
    free_all(5, b);
    free_all(5, beside);
    consolidate(&main_arena);
    for (int i = 0; i < 5; i++) {
        CU_ASSERT_EQUAL(place_on("", b[order[i]]), i + 1);
        CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(b[i])), 256);
    }
    heap_is_sound();
}

static void neighbours_from_different_bins_become_one(void)
{
    without_cache();
    void *a = hp_malloc(72), *b = hp_malloc(24), *c = hp_malloc(40);
    hp_malloc(24);
    hp_free(b);
    hp_free(a);
    hp_free(c);
    consolidate(&main_arena);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(a)), 80 + 32 + 48);
    CU_ASSERT_FALSE(chunk_in_use(mem_to_chunk(a)));
    CU_ASSERT_EQUAL(count_on("fast"), 0);
    CU_ASSERT_FALSE(have_fast(&main_arena));
    heap_is_sound();
}

static void a_large_request_empties_the_fast_bins(void)
{
    without_cache();
    void *first = two_are_fast();
    hp_malloc(LARGE - 1);
    CU_ASSERT_EQUAL(count_on("fast"), 2);
    hp_malloc(LARGE);
    CU_ASSERT_EQUAL(count_on("fast"), 0);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(first)), 96);
    heap_is_sound();
}

static void one_from_the_cache_empties_nothing(void)
{
    void *large = hp_malloc(LARGE), *b[KEPT + 2];
    allocate(KEPT + 2, 40, b);
    hp_malloc(24);
    hp_free(large);
    free_all(KEPT + 2, b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(LARGE), large);
    CU_ASSERT_EQUAL(count_on("fast"), 2);
    hp_malloc(LARGE);
    CU_ASSERT_EQUAL(count_on("fast"), 0);
    heap_is_sound();
}

static void a_free_that_makes_64_kib_empties_them(void)
{
    without_cache();
    void *less = hp_malloc(0xffe8);
    hp_malloc(24);
    void *enough = hp_malloc(0xfff8);
    hp_malloc(24);
    two_are_fast();
    hp_free(less);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(less)), 0xfff0);
    CU_ASSERT_EQUAL(count_on("fast"), 2);
    hp_free(enough);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(enough)), 0x10000);
    CU_ASSERT_EQUAL(count_on("fast"), 0);
    heap_is_sound();
}

static void top_counts_among_the_64_kib(void)
{
    without_cache();
    two_are_fast();
    void *last = hp_malloc(200);
    CU_ASSERT(chunk_size(main_arena.top) >= 0x10000);
    hp_free(last);
    CU_ASSERT_EQUAL(count_on("fast"), 0);
    heap_is_sound();
}

static void before_the_heap_grows_they_are_emptied(void)
{
    static void *b[500];
    int tries = 0;
    without_cache();
    allocate(500, 104, b);
    hp_malloc(24);
    free_all(500, b);
    size_t before = os_counts.bytes;
    void *mem = hp_malloc(LARGE - 1);
    CU_ASSERT_EQUAL(count_on("fast"), 500);
    while (mem != b[0] && ++tries < 200)
        mem = hp_malloc(LARGE - 1);
    CU_ASSERT_PTR_EQUAL(mem, b[0]);
    CU_ASSERT_EQUAL(os_counts.bytes, before);
    heap_is_sound();
}

static void a_push_waits_for_nobody(void)
{
    void *mem = hp_malloc(24);
    without_cache();
    lock_take(&main_arena.lock);
    on_a_thread(free_one, mem);
    lock_drop(&main_arena.lock);
    CU_ASSERT_EQUAL(place_on("fast 32", mem), 1);
    heap_is_sound();
}

static void a_fast_chunk_goes_to_its_own_arena(void)
{
    without_cache();
    void *other = on_a_thread(allocate_one, NULL);
    struct chunk *c = mem_to_chunk(other);
    hp_free(other);
    CU_ASSERT(is_non_main(c));
    CU_ASSERT_PTR_NOT_EQUAL(arena_of(c), &main_arena);
    CU_ASSERT_PTR_EQUAL(arena_of(c)->fast.first[0], c);
    CU_ASSERT_PTR_NULL(main_arena.fast.first[0]);
    heap_is_sound();
}

static void *free_three(void *unused)
{
    void *b[3];
    allocate(3, 24, b);
    free_all(3, b);
    return unused;
}

static void a_thread_leaves_small_chunks_on_fast_bins(void)
{
    hp_malloc(24);
    on_a_thread(free_three, NULL);
    CU_ASSERT_EQUAL(count_on("fast 32"), 3);
    heap_is_sound();
}

static void *fork_with_a_fast_chunk(void *unused)
{
    int status = -1;
    void *block = hp_malloc(24);
    hp_free(block);
    pid_t child = fork();
    if (child == 0) {
        bool there = place_on("fast 32", block) == 1;
        bool again = hp_malloc(24) == block;
        _exit(there && again && check_heap() == NULL ? 0 : 1);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(status, 0);
    return unused;
}

static void a_child_has_the_fast_bins(void)
{
    without_cache();
    on_a_thread(fork_with_a_fast_chunk, NULL);
    heap_is_sound();
}

enum { SLOTS = 16, STEPS = 200000, PUSHERS = 3 };
static void *_Atomic slots[SLOTS];
static atomic_bool done;

static void *fish_and_free(void *start)
{
    for (size_t i = (uintptr_t)start; !done; i++)
        hp_free(atomic_exchange(&slots[i % SLOTS], NULL));
    return NULL;
}

static void take_and_hand_on(void)
{
    size_t state = 1;
    for (int i = 0; i < STEPS; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        void *mem = hp_malloc((state >> 33) % 25);
        memset(mem, 0x5a, 24);
        hp_free(atomic_exchange(&slots[(state >> 50) % SLOTS], mem));
        if (i % 100 == 0)
            hp_free(hp_malloc(LARGE));
    }
}

static bool count_in_use(void *count, const struct walk_item *item)
{
    *(int *)count += item->kind == WALK_IN_USE && item->arena == 0;
    return true;
}

static void threads_push_while_one_pops(void)
{
    pthread_t thread[PUSHERS];
    int before = 0, after = 0;
    without_cache();
    walk_heap(count_in_use, &before);
    for (uintptr_t i = 0; i < PUSHERS; i++)
        pthread_create(&thread[i], NULL, fish_and_free, (void *)i);
    take_and_hand_on();
    done = true;
    for (int i = 0; i < PUSHERS; i++)
        pthread_join(thread[i], NULL);
    for (int i = 0; i < SLOTS; i++)
        hp_free(slots[i]);
    heap_is_sound();
    consolidate(&main_arena);
    walk_heap(count_in_use, &after);
    CU_ASSERT_EQUAL(after, before);
    heap_is_sound();
}

static void check_says(const char *number)
{
    const char *said = check_heap();
    CU_ASSERT(said != NULL && strncmp(said, number, 4) == 0);
}

static void the_checker_finds_a_flag_that_is_down(void)
{
    without_cache();
    hp_free(hp_malloc(24));
    heap_is_sound();
    set_have_fast(&main_arena, 0);
    check_says("I14:");
    set_have_fast(&main_arena, 1);
    heap_is_sound();
}

static void the_checker_finds_what_is_not_fast(void)
{
    struct chunk **first = main_arena.fast.first;
    without_cache();
    void *fast = hp_malloc(24), *behind = hp_malloc(24);
    hp_free(fast);
    first[1] = first[0];
    check_says("I13:");
    first[1] = NULL;
    set_link((void **)&first[0]->fd, first[0]);
    check_says("I13:");
    set_link((void **)&first[0]->fd, NULL);
    heap_is_sound();
    mem_to_chunk(behind)->prev_size = chunk_size(first[0]);
    clear_in_use(first[0]);
    check_says("I13:");
    set_in_use(first[0]);
    heap_is_sound();
}

/* Plays these steps, and says whether I14 is broken then. */
static bool is_broken_by(const char *steps, int flag)
{
    struct arena *a = &main_arena;
    static struct chunk c;
    a->fast.first[0] = NULL;
    a->have_fast = flag;
    for (; *steps != '\0'; steps++)
        switch (*steps) {
        case 'P': fastbin_push(&a->fast, 0, &c); break;
        case 'R': set_have_fast(a, 1); break;
        case 'L': set_have_fast(a, 0); break;
        default: fastbin_take_all(&a->fast, 0);
        }
    bool broken = a->fast.first[0] != NULL && !have_fast(a);
    a->fast.first[0] = NULL;
    return broken;
}

/* In how many of the ways of mixing x and y, two steps each, is it? */
static int broken_mixes(const char *x, const char *y)
{
    int broken = 0;
    for (unsigned mix = 0; mix < 16; mix++) {
        char steps[5] = "";
        size_t of_x = 0, of_y = 0;
        for (unsigned i = 0; i < 4; i++)
            if (mix >> i & 1)
                steps[i] = of_x < 2 ? x[of_x++] : 0;
            else
                steps[i] = of_y < 2 ? y[of_y++] : 0;
        if (of_x == 2 && of_y == 2)
            broken += is_broken_by(steps, 0) || is_broken_by(steps, 1);
    }
    return broken;
}

static void only_one_order_is_safe(void)
{
    CU_ASSERT_EQUAL(broken_mixes("PR", "LT"), 0);
    CU_ASSERT(broken_mixes("RP", "LT") > 0);
    CU_ASSERT(broken_mixes("PR", "TL") > 0);
    CU_ASSERT(broken_mixes("RP", "TL") > 0);
}

const struct test fastbin_tests[] = {
    TEST(the_eighth_goes_to_a_fast_bin), TEST(up_to_120_bytes_are_fast),
    TEST(each_size_has_a_fast_bin_of_its_own),
    TEST(with_another_limit_others_are_fast),
    TEST(ends_of_an_aligned_block_are_fast), TEST(fast_chunks_do_not_merge),
    TEST(what_is_freed_beside_one_stays_apart),
    TEST(top_does_not_swallow_one), TEST(the_last_fast_one_comes_back_first),
    TEST(companions_come_back_the_oldest_first),
    TEST(as_many_come_along_as_there_is_room),
    TEST(small_ones_are_merged_first_and_new_ones),
    TEST(neighbours_from_different_bins_become_one),
    TEST(a_large_request_empties_the_fast_bins),
    TEST(one_from_the_cache_empties_nothing),
    TEST(a_free_that_makes_64_kib_empties_them),
    TEST(top_counts_among_the_64_kib),
    TEST(before_the_heap_grows_they_are_emptied),
    TEST(a_push_waits_for_nobody),
    TEST(a_fast_chunk_goes_to_its_own_arena),
    TEST(a_thread_leaves_small_chunks_on_fast_bins),
    TEST(a_child_has_the_fast_bins), TEST(threads_push_while_one_pops),
    TEST(the_checker_finds_a_flag_that_is_down),
    TEST(the_checker_finds_what_is_not_fast),
    TEST(only_one_order_is_safe),
    END_OF_TESTS,
};
