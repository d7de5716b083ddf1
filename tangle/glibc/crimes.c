/* crimes.c: tangled from book/16-checks.nw; edit that, not this. */
/* crimes.c - what a program can do to its heap with the pointers that it
   has, and what it dies of. */
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crimes.h"
#include "hpoc.h"
#include "os.h"
#include "tcache.h"

enum { KEPT = 7, MIB = 1 << 20 };

static void tell_cunit(const struct verdict *v)
{
    bool ok = v->signal == SIGABRT && strcmp(v->said, v->wanted) == 0;
    CU_assertImplementation(ok, __LINE__, v->wanted, __FILE__, "",
                            CU_FALSE);
}

void (*judge)(const struct verdict *v) = tell_cunit;

/* What was written into a pipe, without the newline at the end. */
static void hear(int from, char *text, size_t room)
{
    size_t used = 0;
    ssize_t got;
    while (used + 1 < room
           && (got = read(from, text + used, room - 1 - used)) > 0)
        used += (size_t)got;
    if (used > 0 && text[used - 1] == '\n')
        used--;
    text[used] = '\0';
    close(from);
}

static bool in_child;

/* Who has survived his crime ends here. */
static void no_more(void)
{
    if (in_child)
        _exit(0);
}

static bool crime(const char *lie, const char *message)
{
    struct verdict v = { lie, message, "", 0 };
    int ends[2], status = 0;
    no_more();
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0) {
        in_child = true;
        return dup2(ends[1], STDERR_FILENO) >= 0;
    }
    close(ends[1]);
    hear(ends[0], v.said, sizeof v.said);
    waitpid(child, &status, 0);
    v.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    judge(&v);
    return false;
}

static size_t *p, *q, *wall;

/* Two blocks side by side, and a wall. */
static void lay(size_t first, size_t second)
{
    p = hp_malloc(first);
    q = hp_malloc(second);
    wall = hp_malloc(24);
}

/* A block, and a wall behind it. */
static size_t *apart(size_t size)
{
    size_t *mem = hp_malloc(size);
    wall = hp_malloc(24);
    return mem;
}

/* From here on there is no cache: each block is asked of the arena. */
static void bare(void)
{
    tuning.tcache_bins = 0;
}

/* All that is unsorted is sorted. */
static void sort_all(void)
{
    hp_malloc(5000);
}

/* Frees p, then q, and makes q, which has led to p, lead elsewhere. */
static void lead_astray(const void *to)
{
    hp_free(p);
    hp_free(q);
    set_link((void **)q, (void *)(uintptr_t)to);
}

static void *do_nothing(void *unused)
{
    return unused;
}

/* From here on the process has had a second thread. */
static void be_two(void *(*what)(void *))
{
    pthread_t other;
    if (pthread_create(&other, NULL, what, NULL) == 0)
        pthread_join(other, NULL);
}

static void free_looks_at_what_it_is_given(void)
{
    if (crime("8 bytes further", "free(): invalid pointer")) {
        lay(100, 100);
        p[0] = 0x21;
        hp_free(p + 1);
    }
    if (crime("a size of 16", "free(): invalid size")) {
        lay(100, 100);
        p[-1] = 0x11;
        hp_free(p);
    }
    if (crime("a mapping's start", "munmap_chunk(): invalid pointer")) {
        p = hp_malloc(MIB);
        p[-2] = 16;
        hp_free(p);
    }
    no_more();
}

static void the_key_makes_it_walk(void)
{
    if (crime("freed twice", "free(): double free detected in tcache 2")) {
        lay(24, 24);
        hp_free(p);
        hp_free(p);
    }
    if (crime("a link in a ring",
              "free(): too many chunks detected in tcache")) {
        lay(24, 24);
        lead_astray(q);
        wall[1] = q[1];
        hp_free(wall);
    }
    if (crime("a link 8 further",
              "free(): unaligned chunk detected in tcache 2")) {
        lay(24, 24);
        lead_astray(p + 1);
        wall[1] = q[1];
        hp_free(wall);
    }
    no_more();
}

static void a_fast_free_looks_behind_and_at_the_top(void)
{
    if (crime("next head 0", "free(): invalid next size (fast)")) {
        bare();
        lay(24, 24);
        q[-1] = 0;
        hp_free(p);
    }
    if (crime("freed twice", "double free or corruption (fasttop)")) {
        bare();
        lay(24, 24);
        hp_free(p);
        hp_free(p);
    }
    if (crime("size of a fast one", "invalid fastbin entry (free)")) {
        bare();
        lay(100, 24);
        hp_free(q);
        q[-1] = 0x31;
        hp_realloc(p, 72);
    }
    no_more();
}

static void any_other_free_asks_whether_it_is_in_use(void)
{
    if (crime("twice, at top", "double free or corruption (top)")) {
        p = hp_malloc(2000);
        hp_free(p);
        hp_free(p);
    }
    if (crime("a size of 1 MiB", "double free or corruption (out)")) {
        p = hp_malloc(2000);
        p[-1] = MIB | PREV_IN_USE;
        hp_free(p);
    }
    if (crime("freed twice", "double free or corruption (!prev)")) {
        p = apart(2000);
        hp_free(p);
        hp_free(p);
    }
    if (crime("next size 0", "free(): invalid next size (normal)")) {
        p = apart(2000);
        wall[-1] = PREV_IN_USE;
        hp_free(p);
    }
    no_more();
}

static void a_merge_asks_both_sides(void)
{
    if (crime("left one's size",
              "corrupted size vs. prev_size while consolidating")) {
        lay(2000, 2000);
        hp_free(p);
        p[-1] = 0x801;
        hp_free(q);
    }
    if (crime("bk of the newest", "free(): corrupted unsorted chunks")) {
        p = apart(2000);
        q = apart(2000);
        hp_free(p);
        p[1] = (size_t)p;
        hp_free(q);
    }
    if (crime("foot", "corrupted size vs. prev_size")) {
        lay(2000, 2000);
        hp_free(q);
        wall[-2] = 16;
        hp_free(p);
    }
    no_more();
}

static void whoever_leaves_a_ring_asks_his_neighbours(void)
{
    if (crime("fd", "corrupted double-linked list")) {
        lay(2000, 2000);
        hp_free(q);
        q[0] = (size_t)q;
        hp_free(p);
    }
    if (crime("fd_nextsize", "corrupted double-linked list (not small)")) {
        lay(2000, 2000);
        hp_free(q);
        sort_all();
        q[2] = (size_t)q;
        hp_free(p);
    }
    no_more();
}

static void a_cached_link_is_aligned(void)
{
    if (crime("a link 8 further",
              "malloc(): unaligned tcache chunk detected")) {
        lay(24, 24);
        lead_astray(p + 1);
        hp_malloc(24);
        hp_malloc(24);
    }
    no_more();
}

static void what_is_on_a_fast_bin_has_a_link_and_a_size(void)
{
    if (crime("link, two threads",
              "malloc(): unaligned fastbin chunk detected")) {
        bare();
        lay(24, 24);
        lead_astray(p - 1);
        be_two(do_nothing);
        hp_malloc(24);
    }
    if (crime("link, alone",
              "malloc(): unaligned fastbin chunk detected 2")) {
        bare();
        lay(24, 24);
        lead_astray(p - 1);
        hp_malloc(24);
        hp_malloc(24);
    }
    if (crime("size of a fast one", "malloc(): memory corruption (fast)")) {
        bare();
        lay(24, 24);
        hp_free(p);
        p[-1] = 0x51;
        hp_malloc(24);
    }
    no_more();
}

static void *leave_astray(void *unused)
{
    lay(24, 24);
    lead_astray(p + 1);
    return unused;
}

static void a_link_is_aligned_on_the_way_to_the_cache_and_back(void)
{
    if (crime("link, a companion",
              "malloc(): unaligned fastbin chunk detected 3")) {
        void *others[KEPT];
        for (int i = 0; i < KEPT; i++)
            others[i] = hp_malloc(24);
        lay(24, 24);
        for (int i = 0; i < KEPT; i++)
            hp_free(others[i]);
        lead_astray(p - 1);
        for (int i = 0; i <= KEPT; i++)
            hp_malloc(24);
    }
    if (crime("link, thread ends", "tcache_thread_shutdown(): "
              "unaligned tcache chunk detected"))
        be_two(leave_astray);
    no_more();
}

static void consolidation_looks_at_each_fast_chunk(void)
{
    if (crime("a link 8 further",
              "malloc_consolidate(): unaligned fastbin chunk detected")) {
        bare();
        lay(24, 24);
        lead_astray(p - 1);
        sort_all();
    }
    if (crime("size of a fast one",
              "malloc_consolidate(): invalid chunk size")) {
        bare();
        lay(24, 24);
        hp_free(p);
        p[-1] = 0x51;
        sort_all();
    }
    if (crime("left one's size",
              "corrupted size vs. prev_size in fastbins")) {
        bare();
        lay(200, 24);
        hp_free(p);
        hp_free(q);
        p[-1] = 0x101;
        sort_all();
    }
    no_more();
}

/* A block is freed, which has a wall behind it. */
static void free_one(void)
{
    p = apart(2000);
    hp_free(p);
}

static void what_is_unsorted_has_a_head_and_a_next(void)
{
    if (crime("size 0", "malloc(): invalid size (unsorted)")) {
        free_one();
        p[-1] = PREV_IN_USE;
        sort_all();
    }
    if (crime("next head 0", "malloc(): invalid next size (unsorted)")) {
        free_one();
        wall[-1] = 0;
        sort_all();
    }
    if (crime("foot",
              "malloc(): mismatching next->prev_size (unsorted)")) {
        free_one();
        wall[-2] = 16;
        sort_all();
    }
    no_more();
}

static void what_is_unsorted_is_on_a_ring_and_free(void)
{
    if (crime("fd", "malloc(): unsorted double linked list corrupted")) {
        free_one();
        p[0] = (size_t)p;
        sort_all();
    }
    if (crime("next P", "malloc(): invalid next->prev_inuse (unsorted)")) {
        free_one();
        wall[-1] |= PREV_IN_USE;
        sort_all();
    }
    no_more();
}

static void what_is_small_is_on_a_ring(void)
{
    if (crime("bk of a small one",
              "malloc(): smallbin double linked list corrupted")) {
        bare();
        p = apart(200);
        hp_free(p);
        sort_all();
        p[1] = (size_t)p;
        hp_malloc(200);
    }
    no_more();
}

static void whoever_joins_a_large_bin_asks_his_neighbours(void)
{
    if (crime("bk_nextsize", "malloc(): largebin double linked list "
              "corrupted (nextsize)")) {
        q = apart(2016);
        free_one();
        sort_all();
        p[3] = (size_t)p;
        hp_free(q);
        sort_all();
    }
    if (crime("fd of an equal",
              "malloc(): largebin double linked list corrupted (bk)")) {
        q = apart(2000);
        size_t *stray = apart(100);
        stray[3] = (size_t)memset(stray, 0, 24);
        free_one();
        sort_all();
        p[0] = (size_t)stray;
        hp_free(q);
        sort_all();
    }
    no_more();
}

/* A large block, ten thousand others, and the last of them is broken. */
static void flood(void)
{
    enum { MANY = 10000 };
    static size_t *block[MANY];
    size_t *large = apart(3040);
    for (int i = 0; i < MANY; i++)
        block[i] = apart(1040);
    hp_free(large);
    for (int i = 0; i < MANY; i++)
        hp_free(block[i]);
    p = block[MANY - 1];
    p[1] = (size_t)p;
}

static void a_remainder_asks_for_the_newest(void)
{
    if (crime("bk of no. 10001",
              "malloc(): corrupted unsorted chunks")) {
        flood();
        hp_malloc(3000);
    }
    if (crime("the same",
              "malloc(): corrupted unsorted chunks 2")) {
        flood();
        hp_malloc(1500);
    }
    no_more();
}

static void top_is_held_against_the_arena(void)
{
    if (crime("top's size, huge", "malloc(): corrupted top size")) {
        p = hp_malloc(2000);
        p[251] = SIZE_MAX;
        sort_all();
    }
    if (crime("top's size, less",
              "heap invariant violated: is_sound_top(a)")) {
        p = hp_malloc(2000);
        p[251] = 0x51;
        sort_all();
    }
    if (crime("the break, down", "break adjusted to free malloc space")) {
        tuning.max_mmaps = 0;
        hp_malloc(24);
        os_sbrk(-4096);
        hp_malloc(200000);
    }
    no_more();
}

static void realloc_asks_as_free_does(void)
{
    if (crime("8 bytes further", "realloc(): invalid pointer")) {
        lay(100, 100);
        p[0] = 0x21;
        hp_realloc(p + 1, 200);
    }
    if (crime("a size of 1 MiB", "realloc(): invalid old size")) {
        lay(100, 100);
        p[-1] = MIB | PREV_IN_USE;
        hp_realloc(p, 200);
    }
    if (crime("next head 0", "realloc(): invalid next size")) {
        lay(100, 100);
        q[-1] = 0;
        hp_realloc(p, 200);
    }
    if (crime("a mapping's start", "mremap_chunk(): invalid pointer")) {
        p = hp_malloc(MIB);
        p[-2] = 16;
        hp_realloc(p, 2 * MIB);
    }
    no_more();
}

static void what_no_message_names_is_ensured(void)
{
    if (crime("N of a free one",
              "heap invariant violated: !is_non_main(c)")) {
        q = apart(2016);
        free_one();
        sort_all();
        p[-1] |= NON_MAIN;
        hp_free(q);
        sort_all();
    }
    if (crime("a size on a bin",
              "heap invariant violated: chunk_size(c) >= size")) {
        free_one();
        sort_all();
        p[-1] = 0x421;
        hp_malloc(1100);
    }
    no_more();
}

const struct test crimes_tests[] = {
    TEST(free_looks_at_what_it_is_given),
    TEST(the_key_makes_it_walk),
    TEST(a_fast_free_looks_behind_and_at_the_top),
    TEST(any_other_free_asks_whether_it_is_in_use),
    TEST(a_merge_asks_both_sides),
    TEST(whoever_leaves_a_ring_asks_his_neighbours),
    TEST(a_cached_link_is_aligned),
    TEST(what_is_on_a_fast_bin_has_a_link_and_a_size),
    TEST(a_link_is_aligned_on_the_way_to_the_cache_and_back),
    TEST(consolidation_looks_at_each_fast_chunk),
    TEST(what_is_unsorted_has_a_head_and_a_next),
    TEST(what_is_unsorted_is_on_a_ring_and_free),
    TEST(what_is_small_is_on_a_ring),
    TEST(whoever_joins_a_large_bin_asks_his_neighbours),
    TEST(a_remainder_asks_for_the_newest),
    TEST(top_is_held_against_the_arena), TEST(realloc_asks_as_free_does),
    TEST(what_no_message_names_is_ensured),
    END_OF_TESTS,
};
