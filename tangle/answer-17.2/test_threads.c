/* test_threads.c: tangled from book/08-threads.nw and book/17-glibc.nw; edit those, not this. */
/* test_threads.c - a lock that locks, a heap that several threads use, and
   children that find it whole. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"
#include "test.h"
#include "walk.h"

enum { MANY = 4 };

/* Runs work on four threads at once; it is told which one it is. */
static void on_four_threads(void *(*work)(void *which))
{
    pthread_t thread[MANY];
    for (uintptr_t i = 0; i < MANY; i++)
        CU_ASSERT_EQUAL_FATAL(pthread_create(&thread[i], NULL, work,
                                             (void *)i), 0);
    for (int i = 0; i < MANY; i++)
        pthread_join(thread[i], NULL);
}

static struct lock lock;
static int number;

static void *count_up(void *unused)
{
    for (int i = 0; i < 20000; i++) {
        lock_take(&lock);
        int seen = number;
        if (i % 64 == 0)
            sched_yield();
        number = seen + 1;
        lock_drop(&lock);
    }
    return unused;
}

static void a_lock_lets_one_in_at_a_time(void)
{
    on_four_threads(count_up);
    CU_ASSERT_EQUAL(number, MANY * 20000);
    CU_ASSERT_EQUAL(lock.state, 0);
}

static void try_takes_only_what_is_free(void)
{
    CU_ASSERT_TRUE(lock_try(&lock));
    CU_ASSERT_EQUAL(lock.state, 1);
    CU_ASSERT_FALSE(lock_try(&lock));
    lock_drop(&lock);
    CU_ASSERT_TRUE(lock_try(&lock));
}

static void reset_forgets_who_held_it(void)
{
    lock_take(&lock);
    lock.state = 2;
    lock_reset(&lock);
    CU_ASSERT_TRUE(lock_try(&lock));
}

static void *take_and_drop(void *unused)
{
    lock_take(&lock);
    lock_drop(&lock);
    return unused;
}

static void who_sleeps_is_woken(void)
{
    for (int round = 0; round < 1000; round++) {
        pthread_t sleeper[3];
        int sleepers = 1 + round % 3;
        lock_take(&lock);
        for (int i = 0; i < sleepers; i++)
            pthread_create(&sleeper[i], NULL, take_and_drop, NULL);
        while (lock.state != 2)
            sched_yield();
        if (round % 2 == 0)
            usleep(50);
        lock_drop(&lock);
        for (int i = 0; i < sleepers; i++)
            pthread_join(sleeper[i], NULL);
        CU_ASSERT_EQUAL_FATAL(lock.state, 0);
    }
}

static _Atomic(size_t *) shared[64];
static atomic_int spoilt;

static bool is_whole(const size_t *words)
{
    for (size_t i = 1; i < words[0]; i++)
        if (words[i] != words[0] * i)
            return false;
    return true;
}

static size_t *new_block(size_t words)
{
    size_t *block = hp_malloc(words * sizeof *block);
    if (block == NULL)
        return NULL;
    block[0] = words;
    for (size_t i = 1; i < words; i++)
        block[i] = words * i;
    return block;
}

static void hand_one_on(size_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    size_t *mine = new_block(1 + *random % 200);
    size_t *other = atomic_exchange(&shared[*random >> 32 & 63], mine);
    if (other != NULL && !is_whole(other))
        spoilt++;
    hp_free(other);
}

static void *hand_round(void *which)
{
    size_t random = (uintptr_t)which * 7919 + 1;
    for (int step = 0; step < 20000; step++)
        hand_one_on(&random);
    return NULL;
}

static void blocks_may_be_freed_by_another_thread(void)
{
    on_four_threads(hand_round);
    CU_ASSERT_EQUAL(spoilt, 0);
    CU_ASSERT_PTR_NULL(check_heap());
    for (int i = 0; i < 64; i++)
        hp_free(shared[i]);
    CU_ASSERT_PTR_NULL(check_heap());
}

static void *free_and_look_at_errno(void *mem)
{
    errno = EDOM;
    hp_free(mem);
    spoilt += errno != EDOM;
    return NULL;
}

static void disturb(int signal)
{
    (void)signal;
}

static void free_keeps_errno_while_it_waits(void)
{
    struct sigaction action = { .sa_handler = disturb };
    pthread_t thread;
    void *mem = hp_malloc(5000);
    sigaction(SIGUSR1, &action, NULL);
    lock_take(&main_arena.lock);
    pthread_create(&thread, NULL, free_and_look_at_errno, mem);
    for (int i = 0; main_arena.lock.state != 2 && i < 5000; i++)
        usleep(1000);
    CU_ASSERT_EQUAL(main_arena.lock.state, 2);
    for (int i = 0; i < 20; i++) {
        usleep(1000);
        pthread_kill(thread, SIGUSR1);
    }
    lock_drop(&main_arena.lock);
    pthread_join(thread, NULL);
    CU_ASSERT_EQUAL(spoilt, 0);
}

static void *use_the_block_before(void *unused)
{
    for (int i = 0; i < 1000; i++)
        hp_free(hp_malloc(5000));
    return unused;
}

static void a_size_is_read_while_a_neighbour_is_freed(void)
{
    pthread_t thread;
    void *before = hp_malloc(5000), *mine = hp_malloc(5000);
    hp_free(before);
    pthread_create(&thread, NULL, use_the_block_before, NULL);
    for (int i = 0; i < 1000; i++)
        CU_ASSERT_FATAL(hp_malloc_usable_size(mine) < 5100);
    pthread_join(thread, NULL);
    CU_ASSERT_PTR_NULL(check_heap());
}

static void who_is_alone_takes_no_lock(void)
{
    if (!single_threaded())
        return;
    hp_free(hp_malloc(24));
    lock_take(&main_arena.lock);
    void *mem = hp_malloc(1000000);
    CU_ASSERT_PTR_NOT_NULL(mem);
    hp_free(mem);
    pid_t child = fork();
    if (child == 0)
        _exit(hp_malloc(24) == NULL);
    int status;
    CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
    CU_ASSERT_EQUAL(status, 0);
    CU_ASSERT_EQUAL(main_arena.lock.state, 1);
}

static atomic_bool enough;

static void use_the_heap_of_a_child(void)
{
    void *block[50];
    alarm(10);
    if (check_heap() != NULL)
        _exit(2);
    for (size_t i = 0; i < 50; i++)
        if ((block[i] = hp_malloc(i * 40)) == NULL)
            _exit(3);
    for (size_t i = 0; i < 50; i++)
        hp_free(block[i]);
    _exit(check_heap() == NULL ? 0 : 4);
}

static void fork_twenty_times(void)
{
    for (int i = 0; i < 20; i++) {
        pid_t child = fork();
        if (child == 0)
            use_the_heap_of_a_child();
        int status = -1;
        CU_ASSERT_EQUAL_FATAL(waitpid(child, &status, 0), child);
        CU_ASSERT_EQUAL_FATAL(status, 0);
    }
}

static void *churn_or_fork(void *which)
{
    size_t random = (uintptr_t)which * 7919 + 1;
    if (which == NULL) {
        fork_twenty_times();
        enough = true;
    }
    for (int step = 0; !enough; step++) {
        hand_one_on(&random);
        if (step % 16 == 0)
            sched_yield();
    }
    return NULL;
}

static void a_child_finds_a_heap_that_is_whole(void)
{
    hp_free(hp_malloc(24));
    on_four_threads(churn_or_fork);
    CU_ASSERT_EQUAL(spoilt, 0);
    CU_ASSERT_PTR_NULL(check_heap());
}

static void *hold_for_a_moment(void *unused)
{
    lock_take(&main_arena.lock);
    enough = true;
    usleep(50000);
    lock_drop(&main_arena.lock);
    return unused;
}

static void a_fork_waits_for_who_is_inside(void)
{
    pthread_t thread;
    int status = -1;
    hp_free(hp_malloc(24));
    pthread_create(&thread, NULL, hold_for_a_moment, NULL);
    while (!enough)
        sched_yield();
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        _exit(hp_malloc(5000) == NULL);
    }
    CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
    CU_ASSERT_EQUAL(status, 0);
    pthread_join(thread, NULL);
}

static volatile sig_atomic_t in_heap, forks;

static void fork_now(int signal)
{
    int saved = errno, status = -1;
    if (in_heap == 0 || forks == 20)
        return;
    (void)signal;
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    forks++;
    errno = saved;
}

static void a_signal_may_fork_in_the_middle_of_malloc(void)
{
    if (!single_threaded())
        return;
    struct itimerval often = { { 0, 200 }, { 0, 200 } };
    signal(SIGVTALRM, fork_now);
    setitimer(ITIMER_VIRTUAL, &often, NULL);
    while (forks < 20) {
        in_heap = 1;
        hp_free(hp_malloc(100));
        in_heap = 0;
    }
    CU_ASSERT_PTR_NULL(check_heap());
}

static void *free_and_take_again(void *mem)
{
    for (int i = 0; i < 1000; i++) {
        hp_free(mem);
        mem = hp_malloc(5000);
    }
    return mem;
}

static void a_head_is_read_while_a_neighbour_is_freed(void)
{
    pthread_t thread;
    tuning.arena_max = 1;
    void *before = hp_malloc(5000), *mine = hp_malloc(5000), *again;
    hp_malloc(24);
    pthread_create(&thread, NULL, free_and_take_again, before);
    for (int i = 0; i < 1000; i++) {
        CU_ASSERT_PTR_NULL(hp_realloc(mine, SIZE_MAX));
        CU_ASSERT_EQUAL(hp_malloc_usable_size(mine), 5000);
    }
    pthread_join(thread, &again);
    CU_ASSERT_PTR_EQUAL(again, before);
    CU_ASSERT_PTR_NULL(check_heap());
}

const struct test threads_tests[] = {
    TEST(a_lock_lets_one_in_at_a_time), TEST(try_takes_only_what_is_free),
    TEST(reset_forgets_who_held_it), TEST(who_sleeps_is_woken),
    TEST(blocks_may_be_freed_by_another_thread),
    TEST(free_keeps_errno_while_it_waits), TEST(who_is_alone_takes_no_lock),
    TEST(a_child_finds_a_heap_that_is_whole),
    TEST(a_size_is_read_while_a_neighbour_is_freed),
    TEST(a_fork_waits_for_who_is_inside),
    TEST(a_signal_may_fork_in_the_middle_of_malloc),
    TEST(a_head_is_read_while_a_neighbour_is_freed),
    END_OF_TESTS,
};
