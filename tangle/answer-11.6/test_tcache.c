/* test_tcache.c: tangled from book/10-tcache.nw; edit that, not this. */
/* test_tcache.c - what the cache promises: what it keeps, in which order,
   what the heap knows of it, when it comes and when it goes. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"
#include "os_test.h"
#include "tcache.h"
#include "test.h"
#include "walk.h"

enum { KEPT = 7, LARGE = 2000 };    /* LARGE is too large for a cache */

struct search {
    const void *mem;        /* look for this block, or count all: NULL */
    int found;
};

static bool find_block(void *search, const char *list, const void *at)
{
    struct search *s = search;
    (void)list;
    if (at != NULL && (s->mem == NULL
                       || s->mem == (const char *)at + HEADER))
        s->found++;
    return true;
}

/* How often is mem in this thread's cache? Of NULL: how many blocks are? */
static int cached(const void *mem)
{
    struct search s = { .mem = mem };
    walk_cache(find_block, &s);
    return s.found;
}

static void heap_is_sound(void)
{
    CU_ASSERT_PTR_NULL(check_heap());
}

/* Runs what on a thread of its own, to the end of both. */
static void *on_a_thread(void *(*what)(void *), void *argument)
{
    pthread_t thread;
    void *result = NULL;
    CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, what, argument), 0);
    pthread_join(thread, &result);
    return result;
}

static bool has_seen_enough(void *unused, const char *list, const void *at)
{
    (void)unused, (void)list, (void)at;
    return false;
}

/* Fills and empties: n blocks of this request, freed in order. */
static void free_some(int n, size_t request, void **block)
{
    for (int i = 0; i < n; i++)
        block[i] = hp_malloc(request);
    for (int i = 0; i < n; i++)
        hp_free(block[i]);
}

static void *allocate_200(void *unused)
{
    (void)unused;
    return hp_malloc(200);
}

static bool add_free_bytes(void *sum, const struct walk_item *item)
{
    if (item->kind == WALK_FREE)
        *(size_t *)sum += item->size;
    return true;
}

static size_t free_bytes(void)
{
    size_t sum = 0;
    walk_heap(add_free_bytes, &sum);
    return sum;
}

/* Does this abort, with these last words? Asked in a child. */
static void dies(void (*what)(void), const char *last_words)
{
    char said[200] = "";
    int pipes[2], status = 0;
    CU_ASSERT_EQUAL_FATAL(pipe(pipes), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[1], STDERR_FILENO);
        what();
        _exit(0);
    }
    close(pipes[1]);
    CU_ASSERT(read(pipes[0], said, sizeof said - 1) > 0);
    close(pipes[0]);
    waitpid(child, &status, 0);
    CU_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    CU_ASSERT_STRING_EQUAL(said, last_words);
}

static void check_says(const char *number)
{
    const char *said = check_heap();
    CU_ASSERT(said != NULL && strncmp(said, number, 4) == 0);
}

static void seven_are_kept_and_the_eighth_is_not(void)
{
    void *b[KEPT + 1];
    free_some(KEPT + 1, 200, b);
    for (int i = 0; i < KEPT; i++)
        CU_ASSERT_EQUAL(cached(b[i]), 1);
    CU_ASSERT_EQUAL(cached(b[KEPT]), 0);
    CU_ASSERT_EQUAL(cached(NULL), KEPT);
    CU_ASSERT_FALSE(walk_cache(has_seen_enough, NULL));
    heap_is_sound();
}

static void the_largest_that_is_kept_has_1032_bytes(void)
{
    void *most = hp_malloc(1032), *more = hp_malloc(1033);
    hp_malloc(24);
    hp_free(most);
    hp_free(more);
    CU_ASSERT_EQUAL(cached(most), 1);
    CU_ASSERT_EQUAL(cached(more), 0);
    CU_ASSERT_EQUAL(cached(NULL), 1);
    heap_is_sound();
}

static void the_last_one_freed_comes_back_first(void)
{
    void *b[KEPT];
    free_some(KEPT, 24, b);
    for (int i = KEPT - 1; i >= 0; i--)
        CU_ASSERT_PTR_EQUAL(hp_malloc(24), b[i]);
    CU_ASSERT_EQUAL(cached(NULL), 0);
    heap_is_sound();
}

static void each_size_has_a_stack_of_its_own(void)
{
    for (size_t request = 24; request <= 1032; request += 16) {
        void *a = hp_malloc(request), *b = hp_malloc(request + 16);
        hp_free(a);
        hp_free(b);
        CU_ASSERT_PTR_EQUAL(hp_malloc(request), a);
        hp_free(a);
    }
    heap_is_sound();
}

static void the_short_way_leads_to_the_same_stack(void)
{
    size_t size;
    for (size_t request = 0; request < 5000; request++) {
        CU_ASSERT(request_to_size(request, &size));
        CU_ASSERT_EQUAL(tcache_index_for(request), tcache_index(size));
    }
    for (size_t less = 0; less < 5000; less++) {
        CU_ASSERT(tcache_index_for(SIZE_MAX - less) >= TCACHE_BINS);
        CU_ASSERT(tcache_index_for(PTRDIFF_MAX - less) >= TCACHE_BINS);
    }
}

static void what_is_too_large_makes_no_cache(void)
{
    errno = 0;
    CU_ASSERT_PTR_NULL(hp_malloc((size_t)PTRDIFF_MAX + 1));
    CU_ASSERT_EQUAL(errno, ENOMEM);
    CU_ASSERT_PTR_NULL(self.cache);
    CU_ASSERT_PTR_NULL(hp_malloc((size_t)1 << 62));
    CU_ASSERT_PTR_NOT_NULL(self.cache);
}

static void what_is_cached_is_a_wall(void)
{
    void *below = hp_malloc(LARGE), *block = hp_malloc(200);
    void *above = hp_malloc(LARGE);
    hp_malloc(24);
    size_t before = free_bytes();
    hp_free(block);
    hp_free(below);
    hp_free(above);
    CU_ASSERT(chunk_in_use(mem_to_chunk(block)));
    CU_ASSERT_FALSE(chunk_in_use(mem_to_chunk(below)));
    CU_ASSERT_FALSE(chunk_in_use(mem_to_chunk(above)));
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(below)), LARGE + 16);
    CU_ASSERT_EQUAL(free_bytes() - before, 2 * (LARGE + 16));
    heap_is_sound();
}

static void another_threads_block_goes_to_my_cache(void)
{
    hp_free(hp_malloc(24));
    void *other = on_a_thread(allocate_200, NULL);
    CU_ASSERT(is_non_main(mem_to_chunk(other)));
    hp_free(other);
    CU_ASSERT_EQUAL(cached(other), 1);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), other);
    heap_is_sound();
}

static void the_cache_is_the_first_chunk_of_the_heap(void)
{
    CU_ASSERT_PTR_NULL(self.cache);
    char *block = hp_malloc(24);
    CU_ASSERT_PTR_EQUAL(self.cache, chunk_to_mem(first_chunk));
    CU_ASSERT_EQUAL(chunk_size(first_chunk), 0x290);
    CU_ASSERT_EQUAL(block - (char *)self.cache, 0x290);
    heap_is_sound();
}

static void *look_for_the_cache(void *unused)
{
    (void)unused;
    char *block = hp_malloc(24), *cache = (char *)self.cache;
    struct segment *s = segment_of(mem_to_chunk(block));
    size_t first = round_up((size_t)(s + 1) + sizeof(struct arena), 16);
    CU_ASSERT_PTR_EQUAL(cache, chunk_to_mem((struct chunk *)first));
    CU_ASSERT_EQUAL(block - cache, 0x290);
    return NULL;
}

static void a_threads_cache_is_the_first_chunk_of_its_arena(void)
{
    hp_malloc(24);
    on_a_thread(look_for_the_cache, NULL);
    heap_is_sound();
}

static void *free_only(void *block)
{
    CU_ASSERT_PTR_NULL(self.cache);
    hp_free(block);
    CU_ASSERT_PTR_NOT_NULL(self.cache);
    CU_ASSERT_EQUAL(cached(block), 1);
    return NULL;
}

static void a_thread_that_only_frees_gets_one(void)
{
    on_a_thread(free_only, hp_malloc(24));
    heap_is_sound();
}

static void aligned_blocks_neither_make_it_nor_use_it(void)
{
    void *aligned = hp_memalign(64, 100);
    CU_ASSERT_PTR_NULL(self.cache);
    hp_free(aligned);
    CU_ASSERT_EQUAL(cached(aligned), 1);
    CU_ASSERT_PTR_NOT_EQUAL(hp_memalign(64, 100), aligned);
    CU_ASSERT_EQUAL(cached(aligned), 1);
    heap_is_sound();
}

static void without_memory_for_it_all_goes_on(void)
{
    void *block = hp_malloc(24);
    os_allow(0);
    while (hp_malloc(LARGE) != NULL || hp_malloc(24) != NULL)
        ;
    self.cache = NULL;
    errno = 0;
    hp_free(block);
    CU_ASSERT_PTR_NULL(self.cache);
    CU_ASSERT_EQUAL(errno, 0);
    CU_ASSERT_PTR_EQUAL(hp_malloc(24), block);
    CU_ASSERT_PTR_NULL(self.cache);
    os_allow((size_t)1 << 30);
    hp_malloc(24);
    CU_ASSERT_PTR_NOT_NULL(self.cache);
    heap_is_sound();
}

static void the_settings_switch_it_off(void)
{
    tuning.tcache_count = 0;
    void *block = hp_malloc(24);
    CU_ASSERT_PTR_NOT_NULL(self.cache);
    hp_free(block);
    hp_free(hp_malloc(LARGE));
    CU_ASSERT_EQUAL(cached(NULL), 0);
    tuning.tcache_count = KEPT;
    tuning.tcache_bins = 0;
    hp_free(hp_malloc(100));
    CU_ASSERT_EQUAL(cached(NULL), 0);
    heap_is_sound();
}

static void free_the_newest_again(void)
{
    void *b[3];
    free_some(3, 24, b);
    hp_free(b[2]);
}

static void free_the_deepest_again(void)
{
    void *b[KEPT];
    free_some(KEPT, 24, b);
    hp_free(b[0]);
}

static void a_double_free_is_detected(void)
{
    dies(free_the_newest_again,
         "free(): double free detected in tcache 2\n");
    dies(free_the_deepest_again,
         "free(): double free detected in tcache 2\n");
}

static void free_beside_a_ring(void)
{
    struct cached *low = hp_malloc(24), *high = hp_malloc(24);
    struct cached *block = hp_malloc(24);
    hp_free(low);
    hp_free(high);
    set_link(&low->next, high);
    block->key = tcache_key;
    hp_free(block);
}

static void a_stack_that_does_not_end_is_detected(void)
{
    dies(free_beside_a_ring,
         "free(): too many chunks detected in tcache\n");
}

static void who_bears_the_key_by_accident_is_freed(void)
{
    struct cached *a = hp_malloc(24), *b = hp_malloc(24);
    a->key = b->key = tcache_key;
    hp_free(a);
    hp_free(b);
    CU_ASSERT_EQUAL(cached(a) + cached(b), 2);
    CU_ASSERT_PTR_EQUAL(hp_malloc(24), b);
    CU_ASSERT_NOT_EQUAL(b->key, tcache_key);
    heap_is_sound();
}

static bool count_pieces(void *pieces, const struct walk_item *item)
{
    if (item->arena == 1 && item->kind != WALK_HEADER)
        ++*(int *)pieces;
    return true;
}

static void *come_and_go(void *unused)
{
    void *b[20];
    free_some(20, 200, b);
    CU_ASSERT_EQUAL(cached(NULL), KEPT);
    return unused;
}

static void a_thread_that_ends_empties_its_cache(void)
{
    int pieces = 0;
    hp_malloc(24);
    on_a_thread(come_and_go, NULL);
    walk_heap(count_pieces, &pieces);
    CU_ASSERT_EQUAL(pieces, 1);
    heap_is_sound();
}

static void *free_after_leaving(void *block)
{
    hp_malloc(24);
    self.leaving = true;
    struct tcache *cache = self.cache;
    self.cache = NULL;
    hp_free(block);
    CU_ASSERT_PTR_NULL(self.cache);
    CU_ASSERT_FALSE(chunk_in_use(mem_to_chunk(block)));
    self.cache = cache;
    return NULL;
}

static void who_has_left_frees_past_the_cache(void)
{
    void *block = hp_malloc(200);
    hp_malloc(24);
    on_a_thread(free_after_leaving, block);
    heap_is_sound();
}

static void *fork_a_child(void *block)
{
    int status = -1;
    void *mine = hp_malloc(40);
    hp_free(mine);
    pid_t child = fork();
    if (child == 0) {
        bool had = cached(mine) == 1;
        hp_free(block);
        void *again = hp_malloc(24);
        _exit(had && again == block && check_heap() == NULL ? 0 : 1);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(status, 0);
    return NULL;
}

static void a_child_has_the_cache_of_who_forked(void)
{
    void *block = hp_malloc(24);
    hp_free(hp_malloc(100));
    on_a_thread(fork_a_child, block);
}

static void the_checker_finds_a_wrong_count(void)
{
    void *b[3];
    free_some(3, 24, b);
    self.cache->count[0]++;
    check_says("I12:");
    self.cache->count[0] -= 2;
    check_says("I12:");
    self.cache->count[0]++;
    heap_is_sound();
    tuning.tcache_count = 2;
    check_says("I12:");
}

static void the_checker_finds_what_does_not_belong(void)
{
    struct cached *a = hp_malloc(24);
    hp_free(a);
    a->key++;
    check_says("I11:");
    a->key--;
    heap_is_sound();
    struct tcache *t = self.cache;
    uint16_t count = t->count[0];
    t->first[1] = t->first[0];
    t->first[0] = NULL;
    t->count[0] = t->count[1];
    t->count[1] = count;
    check_says("I11:");
}

enum { SLOTS = 64, STEPS = 20000 };
static void *_Atomic slots[SLOTS];

static void *swap_blocks(void *seed)
{
    uintptr_t state = (uintptr_t)seed;
    for (int i = 0; i < STEPS; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        size_t request = (state >> 33) % 1200;
        unsigned char *mem = hp_malloc(request);
        memset(mem, 0x5a, request);
        hp_free(atomic_exchange(&slots[(state >> 50) % SLOTS], mem));
    }
    return NULL;
}

static void blocks_may_change_hands(void)
{
    pthread_t thread[4];
    for (uintptr_t i = 0; i < 4; i++)
        pthread_create(&thread[i], NULL, swap_blocks, (void *)(i + 1));
    for (int i = 0; i < 4; i++)
        pthread_join(thread[i], NULL);
    for (int i = 0; i < SLOTS; i++)
        hp_free(slots[i]);
    heap_is_sound();
}

const struct test tcache_tests[] = {
    TEST(seven_are_kept_and_the_eighth_is_not),
    TEST(the_last_one_freed_comes_back_first),
    TEST(each_size_has_a_stack_of_its_own),
    TEST(the_largest_that_is_kept_has_1032_bytes),
    TEST(the_short_way_leads_to_the_same_stack),
    TEST(what_is_too_large_makes_no_cache), TEST(what_is_cached_is_a_wall),
    TEST(another_threads_block_goes_to_my_cache),
    TEST(the_cache_is_the_first_chunk_of_the_heap),
    TEST(a_threads_cache_is_the_first_chunk_of_its_arena),
    TEST(a_thread_that_only_frees_gets_one),
    TEST(aligned_blocks_neither_make_it_nor_use_it),
    TEST(without_memory_for_it_all_goes_on), TEST(the_settings_switch_it_off),
    TEST(a_double_free_is_detected),
    TEST(a_stack_that_does_not_end_is_detected),
    TEST(who_bears_the_key_by_accident_is_freed),
    TEST(a_thread_that_ends_empties_its_cache),
    TEST(who_has_left_frees_past_the_cache),
    TEST(a_child_has_the_cache_of_who_forked),
    TEST(the_checker_finds_a_wrong_count),
    TEST(the_checker_finds_what_does_not_belong),
    TEST(blocks_may_change_hands),
    END_OF_TESTS,
};
