/* test_system.c: tangled from book/15-system.nw and book/answers/15-system.nw; edit those, not this. */
/* test_system.c - who talks to the kernel, and when: mappings and their
   threshold, regions and fences, trims; and what realloc, calloc and
   memalign make of it. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"
#include "mapped.h"
#include "os.h"
#include "os_test.h"
#include "system.h"
#include "tcache.h"
#include "test.h"
#include "turns.h"
#include "walk.h"

enum { KIB = 1024, MIB = 1024 * KIB, PAGE = 4096, PAD = 128 * KIB };

static void begin(void)
{
    self.leaving = true;
    tuning.max_fast = 0;
    hp_malloc(24);
}

static void begin_without_mappings(void)
{
    tuning.max_mmaps = 0;
    begin();
}

static struct chunk *chunk_of(void *mem)
{
    return mem_to_chunk(mem);
}

static bool is_mapping(void *mem)
{
    return is_mmapped(chunk_of(mem));
}

static size_t calls(void)
{
    return os_counts.sbrks + os_counts.maps + os_counts.unmaps;
}

/* The heap is sound (NULL), or the checker names this invariant. */
static void check_says(const char *number)
{
    const char *said = check_heap();
    CU_ASSERT(number == NULL ? said == NULL
              : said != NULL && strncmp(said, number, 4) == 0);
}

static bool holds(const void *mem, unsigned char value, size_t size)
{
    const unsigned char *byte = mem;
    for (size_t i = 0; i < size; i++)
        if (byte[i] != value)
            return false;
    return true;
}

/* What a child says that frees mem, and whether it was aborted. */
static bool dies_freeing(void *mem, const char *words)
{
    char said[100] = "";
    int ends[2], status = 0;
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        hp_free(mem);
        _exit(0);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], said, sizeof said - 1);
    close(ends[0]);
    waitpid(child, &status, 0);
    return got > 0 && strcmp(said, words) == 0 && WIFSIGNALED(status)
        && WTERMSIG(status) == SIGABRT;
}

/* Pages with a frame among those that lie wholly in the block. */
static size_t count_frames(char *mem, size_t size)
{
    unsigned char present[MIB / PAGE + 2];
    char *first = (char *)round_up((size_t)mem, PAGE);
    size_t pages = (size_t)(mem + size - first) / PAGE, count = 0;
    CU_ASSERT_EQUAL_FATAL(mincore(first, pages * PAGE, present), 0);
    for (size_t i = 0; i < pages; i++)
        count += present[i] & 1;
    return count;
}

static void a_large_block_is_a_mapping(void)
{
    begin();
    size_t maps = os_counts.maps, unmaps = os_counts.unmaps;
    size_t bytes = os_counts.bytes;
    void *a = hp_malloc(200 * KIB);
    CU_ASSERT(is_mapping(a));
    CU_ASSERT_EQUAL((size_t)a % PAGE, HEADER);
    CU_ASSERT_EQUAL(os_counts.maps - maps, 1);
    CU_ASSERT_EQUAL(os_counts.bytes - bytes, 51 * PAGE);
    hp_free(a);
    CU_ASSERT_EQUAL(os_counts.unmaps - unmaps, 1);
    CU_ASSERT_EQUAL(os_counts.bytes, bytes);
    check_says(NULL);
}

static void a_mapping_lends_no_word(void)
{
    begin();
    void *a = hp_malloc(0x3ffe8), *b = hp_malloc(0x3ffe9);
    CU_ASSERT_EQUAL(chunk_size(chunk_of(a)), 0x40000);
    CU_ASSERT_EQUAL(chunk_size(chunk_of(b)), 0x41000);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(a), 0x40000 - HEADER);
    memset(a, 1, hp_malloc_usable_size(a));
    memset(b, 2, hp_malloc_usable_size(b));
    hp_free(a);
    CU_ASSERT(holds(b, 2, hp_malloc_usable_size(b)));
}

static void what_top_has_is_used_before_a_mapping(void)
{
    begin();
    CU_ASSERT(!is_mapping(hp_malloc(PAD)));
    CU_ASSERT(is_mapping(hp_malloc(PAD)));
}

static void the_size_of_the_chunk_decides(void)
{
    begin();
    hp_malloc(100000);
    CU_ASSERT(!is_mapping(hp_malloc(PAD - 24)));
    hp_malloc(100000);
    CU_ASSERT(is_mapping(hp_malloc(PAD - 23)));
}

static void with_mappings_enough_the_arena_serves(void)
{
    begin();
    tuning.max_mmaps = 1;
    CU_ASSERT(is_mapping(hp_malloc(200 * KIB)));
    CU_ASSERT(!is_mapping(hp_malloc(200 * KIB)));
    CU_ASSERT_EQUAL(mapped.count, 1);
    CU_ASSERT_EQUAL(mapped.bytes, 51 * PAGE);
    check_says(NULL);
}

static void a_refused_mapping_comes_from_the_arena(void)
{
    begin();            /* whose top has more than half of it */
    size_t request = 200 * KIB, old = chunk_size(main_arena.top);
    size_t more = request + PAD + 64 - old;
    os_allow(round_up(more, PAGE));
    void *a = hp_malloc(request);
    CU_ASSERT_PTR_NOT_NULL_FATAL(a);
    CU_ASSERT(!is_mapping(a));
    check_says(NULL);
}

static void *block;

static void take_65_mib(void)
{
    block = hp_malloc((size_t)65 * MIB);
}

static void what_no_segment_can_hold_is_a_mapping(void)
{
    begin_without_mappings();
    on_thread(2, take_65_mib);
    CU_ASSERT(is_mapping(block));
    hp_free(block);
    CU_ASSERT_EQUAL(mapped.count, 0);
    check_says(NULL);
}

static void a_mapping_is_never_cached(void)
{
    hp_malloc(24);
    void *a = hp_malloc(200 * KIB);
    a = hp_realloc(a, 24);
    CU_ASSERT_EQUAL(chunk_size(chunk_of(a)), PAGE);
    size_t bytes = os_counts.bytes;
    hp_free(a);
    CU_ASSERT_EQUAL(bytes - os_counts.bytes, PAGE);
    for (size_t size = MIN_CHUNK; size <= 1040; size += ALIGNMENT) {
        CU_ASSERT_EQUAL(tcache_index_at(size), tcache_index(size));
        CU_ASSERT(tcache_index_at(size | MMAPPED) >= TCACHE_BINS);
    }
}

static void a_mapping_that_cannot_be_one_is_fatal(void)
{
    const char *words = "munmap_chunk(): invalid pointer\n";
    begin();
    char *a = hp_malloc(200 * KIB);
    set_head(chunk_of(a + 3 * HEADER), (50 * PAGE) | MMAPPED);
    CU_ASSERT(dies_freeing(a + 3 * HEADER, words));
    chunk_of(a)->prev_size = HEADER;
    CU_ASSERT(dies_freeing(a, words));
    chunk_of(a)->prev_size = 0;
    hp_free(a);
}

static void the_threshold_follows_what_is_freed(void)
{
    begin();
    hp_free(hp_malloc(0x3ffe8));
    CU_ASSERT_EQUAL(tuning.mmap_threshold, 0x40000);
    CU_ASSERT_EQUAL(tuning.trim_threshold, 0x80000);
    CU_ASSERT(!is_mapping(hp_malloc(0x3ffe8)));
    CU_ASSERT(is_mapping(hp_malloc(0x3ffe9)));
}

static void the_threshold_never_falls(void)
{
    begin();
    void *large = hp_malloc(300 * KIB), *small = hp_malloc(200 * KIB);
    hp_free(large);
    size_t learnt = tuning.mmap_threshold;
    hp_free(small);
    CU_ASSERT(learnt > 300 * KIB);
    CU_ASSERT_EQUAL(tuning.mmap_threshold, learnt);
    CU_ASSERT_EQUAL(tuning.trim_threshold, 2 * learnt);
}

static void from_32_mib_on_nothing_is_learnt(void)
{
    begin();
    hp_free(hp_malloc((size_t)32 * MIB - 32));
    CU_ASSERT_EQUAL(tuning.mmap_threshold, PAD);
    hp_free(hp_malloc((size_t)32 * MIB - PAGE - 32));
    CU_ASSERT_EQUAL(tuning.mmap_threshold, (size_t)32 * MIB - PAGE);
}

static void fixed_thresholds_do_not_move(void)
{
    begin();
    tuning.fixed_thresholds = true;
    hp_free(hp_malloc(200 * KIB));
    CU_ASSERT_EQUAL(tuning.mmap_threshold, PAD);
    CU_ASSERT_EQUAL(tuning.trim_threshold, PAD);
    CU_ASSERT(is_mapping(hp_malloc(200 * KIB)));
}

static void a_churn_of_large_blocks_costs_no_calls(void)
{
    begin();
    hp_free(hp_malloc(200 * KIB));
    hp_free(hp_malloc(200 * KIB));
    size_t before = calls();
    for (int i = 0; i < 100; i++)
        hp_free(hp_malloc(200 * KIB));
    CU_ASSERT_EQUAL(calls(), before);
}

static void a_long_top_is_trimmed_to_the_pad(void)
{
    begin_without_mappings();
    size_t bytes = os_counts.bytes;
    hp_free(hp_malloc(MIB));
    size_t top = chunk_size(main_arena.top);
    CU_ASSERT(top > PAD && top <= PAD + PAGE + MIN_CHUNK);
    CU_ASSERT(os_counts.bytes <= bytes + PAGE);
    CU_ASSERT_EQUAL(os_offset(next_chunk(main_arena.top)), os_break());
    CU_ASSERT(main_arena.max_system_mem > MIB);
    check_says(NULL);
}

static void trim_break_says_whether_it_gave_something(void)
{
    begin_without_mappings();
    CU_ASSERT(trim_break(&main_arena, 0));
    CU_ASSERT(chunk_size(main_arena.top) <= PAGE + MIN_CHUNK);
    CU_ASSERT_FALSE(trim_break(&main_arena, 0));
    check_says(NULL);
}

static void a_short_top_is_left_alone(void)
{
    begin_without_mappings();
    hp_free(hp_malloc(MIB));
    size_t before = calls();
    for (int i = 0; i < 100; i++)
        hp_free(hp_malloc(100 * KIB));
    CU_ASSERT_EQUAL(calls(), before);
}

static void only_a_large_piece_makes_it_look_at_top(void)
{
    begin_without_mappings();
    tuning.trim_threshold = SIZE_MAX;
    void *a = hp_malloc(2000), *b = hp_malloc(2000);
    hp_malloc(24);
    hp_free(hp_malloc(MIB));
    tuning.trim_threshold = PAD;
    size_t bytes = os_counts.bytes;
    hp_free(a);
    CU_ASSERT_EQUAL(os_counts.bytes, bytes);
    hp_free(hp_malloc(2000));
    CU_ASSERT_EQUAL(os_counts.bytes, bytes);
    hp_free(hp_malloc(5000));
    CU_ASSERT(os_counts.bytes < bytes);
    hp_free(b);
    check_says(NULL);
}

static void below_a_stranger_nothing_is_given_back(void)
{
    begin_without_mappings();
    void *a = hp_malloc(MIB);
    os_foreign_sbrk(PAGE);
    size_t bytes = os_counts.bytes;
    hp_free(a);
    CU_ASSERT_EQUAL(os_counts.bytes, bytes);
    CU_ASSERT_FALSE(trim_break(&main_arena, 0));
    check_says(NULL);
}

static void a_fence_leaves_the_word_it_lends_alone(void)
{
    begin_without_mappings();
    for (size_t left = MIN_CHUNK; left <= 4 * HEADER; left += HEADER) {
        size_t size = chunk_size(main_arena.top) - left - 8;
        unsigned char *last = hp_malloc(size);
        memset(last, 0x5a, size);
        CU_ASSERT_EQUAL(chunk_size(main_arena.top), left);
        os_foreign_sbrk(PAGE);
        hp_malloc(1000);
        CU_ASSERT(holds(last, 0x5a, size));
        check_says(NULL);
    }
}

static void when_the_break_is_held_a_mapping_will_do(void)
{
    begin_without_mappings();
    size_t held = main_arena.system_mem;
    os_hold_break();
    void *a = hp_malloc(200000);
    CU_ASSERT_PTR_NOT_NULL_FATAL(a);
    CU_ASSERT(!is_mapping(a));
    CU_ASSERT_EQUAL(main_arena.system_mem - held, MIB);
    CU_ASSERT_EQUAL(mapped.count, 0);
    hp_free(a);
    CU_ASSERT_EQUAL(main_arena.system_mem - held, MIB);
    check_says(NULL);
}

static void the_second_such_region_is_as_small_as_it_can(void)
{
    begin_without_mappings();
    os_hold_break();
    while (!main_arena.scattered)
        hp_malloc(100000);
    size_t held = main_arena.system_mem;
    while (main_arena.system_mem == held)
        hp_malloc(100000);
    CU_ASSERT_EQUAL(main_arena.system_mem - held, 0x39000);
    check_says(NULL);
}

static void regions_may_lie_in_any_order(void)
{
    void *block_at[60];
    begin_without_mappings();
    os_hold_break();
    for (int i = 0; i < 60; i++)
        memset(block_at[i] = hp_malloc(100000), i, 100000);
    check_says(NULL);
    for (int i = 0; i < 60; i += 2)
        hp_free(block_at[i]);
    check_says(NULL);
    for (int i = 1; i < 60; i += 2) {
        CU_ASSERT(holds(block_at[i], (unsigned char)i, 100000));
        hp_free(block_at[i]);
    }
    check_says(NULL);
}

static void without_any_memory_there_is_null(void)
{
    begin_without_mappings();
    os_allow(0);
    CU_ASSERT_PTR_NULL(hp_malloc(MIB));
    CU_ASSERT_FALSE(main_arena.scattered);
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(1000));
    check_says(NULL);
}

static void a_retired_top_may_cost_the_request(void)
{
    begin_without_mappings();
    os_foreign_sbrk(PAGE);
    CU_ASSERT_PTR_NULL(hp_malloc(PAD + 4064));
    CU_ASSERT(chunk_size(main_arena.top) <= PAD + PAGE + MIN_CHUNK);
    check_says(NULL);
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(PAD + 4064));
}

static void the_checker_finds_a_fence_that_leads_astray(void)
{
    begin_without_mappings();
    struct chunk *fence = chunk_at(next_chunk(main_arena.top), -16UL);
    os_foreign_sbrk(PAGE);
    hp_malloc(2 * PAD);
    check_says(NULL);
    static const size_t wrong[] = { 0, 8, MIB, SIZE_MAX - 15 };
    size_t right = fence->prev_size;
    for (size_t i = 0; i < 4; i++) {
        fence->prev_size = wrong[i];
        check_says("I20:");
    }
    fence->prev_size = right;
    check_says(NULL);
}

static void the_checker_finds_a_byte_too_many(void)
{
    begin();
    main_arena.system_mem++;
    check_says("I21:");
    main_arena.system_mem--;
    check_says(NULL);
}

static void a_block_shrinks_where_it_is(void)
{
    begin();
    char *a = hp_malloc(1000);
    hp_malloc(24);
    memset(a, 1, 1000);
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, 100), a);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(a), 104);
    CU_ASSERT(holds(a, 1, 100));
    CU_ASSERT_PTR_EQUAL(hp_malloc(888), a + 112);
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, 80), a);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(a), 104);
    check_says(NULL);
}

static void a_block_grows_into_top(void)
{
    begin();
    char *a = hp_malloc(1000);
    memset(a, 1, 1000);
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, 5000), a);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(a), 5000);
    CU_ASSERT_PTR_EQUAL(main_arena.top, next_chunk(chunk_of(a)));
    CU_ASSERT(holds(a, 1, 1000));
    check_says(NULL);
}

static void a_block_grows_into_its_free_neighbour(void)
{
    begin();
    char *a = hp_malloc(1000), *b = hp_malloc(1000);
    hp_malloc(24);
    hp_free(b);
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, 1100), a);
    CU_ASSERT_EQUAL(chunk_size(next_chunk(chunk_of(a))), 2 * 1008 - 1120);
    check_says(NULL);
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, 2008), a);
    CU_ASSERT_EQUAL(chunk_size(chunk_of(a)), 2016);
    check_says(NULL);
    CU_ASSERT_PTR_NOT_EQUAL(hp_realloc(a, 2009), a);
}

static void what_comes_new_may_be_the_neighbour(void)
{
    begin_without_mappings();
    size_t size = chunk_size(main_arena.top) - MIN_CHUNK - 8;
    char *a = hp_malloc(size);
    memset(a, 1, size);
    CU_ASSERT_EQUAL(chunk_size(main_arena.top), MIN_CHUNK);
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, size + 16), a);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(a), size + 16);
    CU_ASSERT(holds(a, 1, size));
    check_says(NULL);
}

static void a_block_without_room_moves(void)
{
    begin();
    char *a = hp_malloc(1000);
    hp_malloc(24);
    memset(a, 1, 1000);
    char *b = hp_realloc(a, 2000);
    CU_ASSERT_PTR_NOT_EQUAL(a, b);
    CU_ASSERT(holds(b, 1, 1000));
    CU_ASSERT_PTR_EQUAL(hp_malloc(1000), a);
    check_says(NULL);
}

static void who_gets_no_more_keeps_what_he_has(void)
{
    begin();
    char *a = hp_malloc(1000), *b = hp_malloc(200 * KIB);
    hp_malloc(24);
    memset(a, 1, 1000);
    memset(b, 2, 200 * KIB);
    os_allow(0);
    CU_ASSERT_PTR_NULL(hp_realloc(a, MIB));
    CU_ASSERT_PTR_NULL(hp_realloc(b, MIB));
    CU_ASSERT(holds(a, 1, 1000) && holds(b, 2, 200 * KIB));
    hp_free(a);
    hp_free(b);
    check_says(NULL);
}

static void a_mapping_grows_by_being_mapped_elsewhere(void)
{
    begin();
    char *a = hp_malloc(200 * KIB);
    memset(a, 1, 200 * KIB);
    size_t maps = os_counts.maps;
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, 203 * KIB), a);
    CU_ASSERT_EQUAL(os_counts.maps, maps);
    a = hp_realloc(a, 400 * KIB);
    CU_ASSERT_EQUAL(os_counts.maps, maps + 1);
    CU_ASSERT(is_mapping(a) && holds(a, 1, 200 * KIB));
    CU_ASSERT_EQUAL(mapped.bytes, 101 * PAGE);
    CU_ASSERT_EQUAL(mapped.count, 1);
    CU_ASSERT_EQUAL(os_counts.peak, os_counts.bytes);
}

static void a_mapping_shrinks_to_a_page_and_stays_one(void)
{
    begin();
    char *a = hp_malloc(200 * KIB);
    size_t bytes = os_counts.bytes;
    strcpy(a, "still here");
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, 11), a);
    CU_ASSERT(is_mapping(a));
    CU_ASSERT_EQUAL(hp_malloc_usable_size(a), PAGE - HEADER);
    CU_ASSERT_EQUAL(bytes - os_counts.bytes, 50 * PAGE);
    CU_ASSERT_STRING_EQUAL(a, "still here");
    hp_free(a);
    CU_ASSERT_EQUAL(mapped.bytes, 0);
}

static void calloc_of_a_mapping_touches_nothing(void)
{
    begin();
    char *a = hp_calloc(MIB, 1);
    CU_ASSERT(is_mapping(a));
    CU_ASSERT_EQUAL(count_frames(a, MIB), 0);
    CU_ASSERT(holds(a, 0, MIB));
}

static void calloc_of_new_memory_touches_little(void)
{
    begin_without_mappings();
    size_t old = chunk_size(main_arena.top) / PAGE;
    char *a = hp_calloc(MIB, 1);
    CU_ASSERT_FALSE(is_mapping(a));
    CU_ASSERT(count_frames(a, MIB) <= old + 1);
    CU_ASSERT(holds(a, 0, hp_malloc_usable_size(a)));
    check_says(NULL);
}

static void calloc_clears_what_somebody_had(void)
{
    begin_without_mappings();
    for (int i = 0; i < 3; i++) {
        size_t size = (size_t[]){ 100, 3000, MIB }[i];
        char *a = hp_malloc(size);
        void *wall = i == 1 ? hp_malloc(24) : NULL;
        memset(a, 1, hp_malloc_usable_size(a));
        hp_free(a);
        char *b = hp_calloc(1, size);
        CU_ASSERT_PTR_EQUAL(a, b);
        CU_ASSERT(holds(b, 0, hp_malloc_usable_size(b)));
        hp_free(b);
        hp_free(wall);
    }
    check_says(NULL);
}

static void what_top_ever_had_counts_as_soiled(void)
{
    begin_without_mappings();
    hp_free(hp_malloc(MIB));
    char *a = hp_calloc(MIB / 2, 1);
    CU_ASSERT_EQUAL(count_frames(a, MIB / 2), MIB / 2 / PAGE - 1);
}

static void an_aligned_mapping_knows_its_lead(void)
{
    begin();
    size_t bytes = os_counts.bytes;
    char *a = hp_memalign(64 * KIB, 200 * KIB);
    CU_ASSERT(is_mapping(a));
    CU_ASSERT_EQUAL((size_t)a % (64 * KIB), 0);
    CU_ASSERT(hp_malloc_usable_size(a) >= 200 * KIB);
    memset(a, 1, hp_malloc_usable_size(a));
    size_t lead = chunk_of(a)->prev_size;
    CU_ASSERT_EQUAL((lead + chunk_size(chunk_of(a))) % PAGE, 0);
    a = hp_realloc(a, 300 * KIB);
    CU_ASSERT_EQUAL(chunk_of(a)->prev_size, lead);
    CU_ASSERT(holds(a, 1, 200 * KIB));
    hp_free(a);
    CU_ASSERT_EQUAL(os_counts.bytes, bytes);
    CU_ASSERT_EQUAL(mapped.bytes, 0);
}

static void memalign_needs_no_cache(void)
{
    CU_ASSERT_PTR_NOT_NULL(hp_memalign(64, 100));
    CU_ASSERT_PTR_NULL(self.cache);
    hp_malloc(24);
    CU_ASSERT_PTR_NOT_NULL(self.cache);
    check_says(NULL);
}

static void hold_the_lock(void)
{
    lock_take(&main_arena.lock);
}

static void drop_the_lock(void)
{
    lock_drop(&main_arena.lock);
}

static void a_block_that_fits_takes_no_lock(void)
{
    begin();
    char *a = hp_malloc(1000);
    on_thread(2, hold_the_lock);
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, 984), a);
    CU_ASSERT_PTR_EQUAL(hp_realloc(a, 1000), a);
    on_thread(2, drop_the_lock);
    check_says(NULL);
}

const struct test system_tests[] = {
    TEST(a_large_block_is_a_mapping),
    TEST(what_top_has_is_used_before_a_mapping),
    TEST(the_size_of_the_chunk_decides), TEST(a_mapping_lends_no_word),
    TEST(a_mapping_is_never_cached),
    TEST(with_mappings_enough_the_arena_serves),
    TEST(a_refused_mapping_comes_from_the_arena),
    TEST(what_no_segment_can_hold_is_a_mapping),
    TEST(the_threshold_follows_what_is_freed), TEST(the_threshold_never_falls),
    TEST(from_32_mib_on_nothing_is_learnt), TEST(fixed_thresholds_do_not_move),
    TEST(a_churn_of_large_blocks_costs_no_calls),
    TEST(a_mapping_that_cannot_be_one_is_fatal),
    TEST(a_long_top_is_trimmed_to_the_pad), TEST(a_short_top_is_left_alone),
    TEST(only_a_large_piece_makes_it_look_at_top),
    TEST(below_a_stranger_nothing_is_given_back),
    TEST(trim_break_says_whether_it_gave_something),
    TEST(when_the_break_is_held_a_mapping_will_do),
    TEST(the_second_such_region_is_as_small_as_it_can),
    TEST(regions_may_lie_in_any_order), TEST(without_any_memory_there_is_null),
    TEST(a_fence_leaves_the_word_it_lends_alone),
    TEST(a_retired_top_may_cost_the_request),
    TEST(the_checker_finds_a_fence_that_leads_astray),
    TEST(the_checker_finds_a_byte_too_many), TEST(a_block_shrinks_where_it_is),
    TEST(a_block_grows_into_top), TEST(a_block_grows_into_its_free_neighbour),
    TEST(what_comes_new_may_be_the_neighbour), TEST(a_block_without_room_moves),
    TEST(who_gets_no_more_keeps_what_he_has),
    TEST(a_mapping_grows_by_being_mapped_elsewhere),
    TEST(a_mapping_shrinks_to_a_page_and_stays_one),
    TEST(calloc_of_a_mapping_touches_nothing),
    TEST(calloc_of_new_memory_touches_little),
    TEST(calloc_clears_what_somebody_had),
    TEST(what_top_ever_had_counts_as_soiled),
    TEST(an_aligned_mapping_knows_its_lead), TEST(memalign_needs_no_cache),
    TEST(a_block_that_fits_takes_no_lock),
    END_OF_TESTS,
};
