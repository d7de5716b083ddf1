/* test_checks.c: tangled from book/16-checks.nw; edit that, not this. */
/* test_checks.c - links that are kept mixed with their place, and what
   must not be taken for a crime. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"
#include "tcache.h"
#include "test.h"
#include "walk.h"

enum { KEPT = 7 };

static _Alignas(16) char ours[64];

static void a_link_in_memory_is_no_address(void)
{
    void *a = hp_malloc(24), **b = hp_malloc(24);
    hp_free(a);
    hp_free(b);
    CU_ASSERT_PTR_NOT_EQUAL(*b, a);
    CU_ASSERT_PTR_EQUAL(get_link(b), a);
    CU_ASSERT_PTR_EQUAL(mangle(b, *b), a);
    CU_ASSERT_PTR_NULL(get_link(a));
    CU_ASSERT_EQUAL(*(uintptr_t *)a, (uintptr_t)a >> 12);
}

static void the_same_link_is_another_on_another_page(void)
{
    void *a = hp_malloc(8192), *here, *there;
    set_link(&here, a);
    set_link((void **)a, a);
    there = *(void **)a;
    CU_ASSERT_PTR_NOT_EQUAL(here, there);
    CU_ASSERT_PTR_EQUAL(get_link(&here), get_link((void **)a));
}

/* Frees ten blocks. They have to come back in the order they always had. */
static void ten_come_back(int from_the_cache)
{
    void *block[10];
    for (int i = 0; i < 10; i++)
        block[i] = hp_malloc(40);
    for (int i = 0; i < 10; i++)
        hp_free(block[i]);
    CU_ASSERT_PTR_NULL(check_heap());
    for (int i = from_the_cache; i-- > 0;)
        CU_ASSERT_PTR_EQUAL(hp_malloc(40), block[i]);
    CU_ASSERT_PTR_EQUAL(hp_malloc(40), block[9]);
    for (int i = from_the_cache; i < 9; i++) {
        int k = from_the_cache == 0 ? 8 - i : i;
        CU_ASSERT_PTR_EQUAL(hp_malloc(40), block[k]);
    }
    CU_ASSERT_PTR_NULL(check_heap());
}

static void lists_still_lead_where_they_led(void)
{
    ten_come_back(KEPT);
}

static void fast_bins_alone_do_too(void)
{
    tuning.tcache_bins = 0;
    ten_come_back(0);
}

static void a_forged_link_is_not_followed(void)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        hp_malloc(4096);
        void *a = hp_malloc(24), **b = hp_malloc(24);
        hp_free(a);
        hp_free(b);
        *b = ours;
        close(STDERR_FILENO);
        hp_malloc(24);
        _exit(hp_malloc(24) == (void *)ours);
    }
    waitpid(child, &status, 0);
    CU_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void a_block_that_happens_to_bear_the_key_is_freed(void)
{
    size_t *a = hp_malloc(24), *b = hp_malloc(24);
    hp_free(a);
    b[1] = a[1];
    hp_free(b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(24), b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(24), a);
}

static pthread_barrier_t held;

static void *count_late(void *bytes)
{
    lock_take(&main_arena.lock);
    pthread_barrier_wait(&held);
    usleep(20000);
    main_arena.system_mem += *(size_t *)bytes;
    lock_drop(&main_arena.lock);
    return bytes;
}

static void a_suspicion_is_looked_into_with_the_lock(void)
{
    pthread_t other;
    tuning.tcache_bins = 0;
    void *a = hp_malloc(24);
    hp_malloc(2000);
    size_t bytes = main_arena.system_mem;
    main_arena.system_mem = 0;
    pthread_barrier_init(&held, NULL, 2);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&other, NULL, count_late, &bytes),
                          0);
    pthread_barrier_wait(&held);
    hp_free(a);
    pthread_join(other, NULL);
    CU_ASSERT_PTR_EQUAL(main_arena.fast.first[0], mem_to_chunk(a));
}

static void *trim_slowly(void *unused)
{
    struct chunk *top = main_arena.top;
    lock_take(&main_arena.lock);
    main_arena.system_mem -= 4096;
    pthread_barrier_wait(&held);
    usleep(20000);
    set_head(top, head_of(top) - 4096);
    lock_drop(&main_arena.lock);
    return unused;
}

static void the_head_is_looked_at_again_too(void)
{
    pthread_t other;
    tuning.tcache_bins = 0;
    void *a = hp_malloc(24);
    pthread_barrier_init(&held, NULL, 2);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&other, NULL, trim_slowly, NULL),
                          0);
    pthread_barrier_wait(&held);
    hp_free(a);
    pthread_join(other, NULL);
    CU_ASSERT_PTR_EQUAL(main_arena.fast.first[0], mem_to_chunk(a));
}

const struct test checks_tests[] = {
    TEST(a_link_in_memory_is_no_address),
    TEST(the_same_link_is_another_on_another_page),
    TEST(lists_still_lead_where_they_led), TEST(fast_bins_alone_do_too),
    TEST(a_forged_link_is_not_followed),
    TEST(a_block_that_happens_to_bear_the_key_is_freed),
    TEST(a_suspicion_is_looked_into_with_the_lock),
    TEST(the_head_is_looked_at_again_too),
    END_OF_TESTS,
};
