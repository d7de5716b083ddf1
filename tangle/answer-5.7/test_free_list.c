/* test_free_list.c: tangled from book/05-free-list.nw and book/answers/05-free-list.nw; edit those, not this. */
/* test_free_list.c - what the free list promises: what comes back, where
   the cut goes, which chunk is chosen, and what the checker sees. */
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "hpoc.h"
#include "os_test.h"
#include "test.h"
#include "walk.h"

enum { STEP = 128 * 1024 };

static void complain(const char *why)
{
    CU_assertImplementation(CU_FALSE, __LINE__, why, __FILE__, "",
                            CU_FALSE);
}

/* check_heap finds nothing wrong (NULL), or names this invariant. */
static void check_says(const char *number)
{
    const char *said = check_heap();
    if (said == NULL ? number != NULL
                     : number == NULL || strncmp(said, number, 3) != 0)
        complain(said != NULL ? said : "the damage was not seen");
}

static bool print_piece(void *line, const struct walk_item *item)
{
    static const char *const forms[] = { [WALK_IN_USE] = "%zu ",
        [WALK_FREE] = "[%zu] ", [WALK_HOLE] = "(%zu) ",
        [WALK_BAD] = "bad ", [WALK_TOP] = "|" };
    fprintf(line, forms[item->kind], item->size);
    return true;
}

static bool print_link(void *line, const char *list, const void *at)
{
    if (list != NULL && at != NULL)
        fprintf(line, " %zu", os_offset(at));
    return true;
}

static void heap_is(const char *expected)
{
    char line[400] = "";
    FILE *out = fmemopen(line, sizeof line, "w");
    walk_heap(print_piece, out);
    walk_lists(print_link, out);
    fclose(out);
    if (strcmp(line, expected) != 0)
        complain(line);
    check_says(NULL);
}

/* Free chunks of these sizes, the list in this order too, each with a
   chunk of 32 bytes in use behind it. Requires: nothing is free. */
static void lay_out(const char *sizes)
{
    void *mems[16];
    size_t count = 0, size;
    char *end;
    for (; (size = strtoul(sizes, &end, 10)) != 0; sizes = end) {
        mems[count++] = hp_malloc(size - sizeof(size_t));
        hp_malloc(24);
    }
    while (count > 0)
        hp_free(mems[--count]);
}

/* With this fit, these requests get the chunks at these offsets. */
static void places(enum fit fit, const char *requests, const char *offsets)
{
    char *end, *next;
    size_t request;
    main_arena.free.fit = fit;
    for (; (request = strtoul(requests, &end, 10)) != 0; requests = end) {
        struct chunk *c = mem_to_chunk(hp_malloc(request));
        CU_ASSERT_EQUAL(os_offset(c), strtoul(offsets, &next, 10));
        offsets = next;
    }
}

static void a_chunk_cut_at_top_keeps_its_P(void)
{
    hp_free(hp_malloc(24));
    heap_is("[32] | 0");
    hp_malloc(100);
    heap_is("[32] 112 | 0");
}

static void a_hole_tells_the_truth_and_is_never_handed_out(void)
{
    void *last = hp_malloc(24);
    hp_free(last);
    os_foreign_sbrk(4096);
    hp_malloc(STEP);
    heap_is("[32] (135136) 131088 | 0");
    places(FIRST_FIT, "24 3000", "0 266256");
    heap_is("32 (135136) 131088 3008 |");
    hp_free(last);
    heap_is("[32] (135136) 131088 3008 | 0");
}

static void the_lead_of_an_aligned_block_is_free(void)
{
    hp_malloc(24);
    hp_memalign(64, 100);
    heap_is("32 [80] 112 | 32");
    places(FIRST_FIT, "72", "32");
}

static void a_system_without_memory_still_gives_what_is_free(void)
{
    lay_out("1024 64");
    hp_malloc((size_t)room_at_top(&main_arena) - HEADER - 8);
    os_allow(0);
    CU_ASSERT_PTR_NULL(hp_malloc(STEP));
    CU_ASSERT_PTR_NULL(hp_memalign(64, 2000));
    heap_is("[1024] 32 [64] 32 129904 | 0 1056");
    places(FIRST_FIT, "1016", "0");
}

static void a_remainder_of_16_is_given_away(void)
{
    lay_out("64 64");
    CU_ASSERT_EQUAL(hp_malloc_usable_size(hp_malloc(40)), 56);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(hp_malloc(56)), 56);
    heap_is("64 32 64 32 |");
}

static void a_remainder_of_32_goes_to_the_front(void)
{
    lay_out("64 96");
    places(FIRST_FIT, "24", "0");
    heap_is("32 [32] 32 [96] 32 | 32 96");
}

static void first_fit_takes_the_first(void)
{
    lay_out("48 96 400 64 208");
    places(FIRST_FIT, "56 300", "80 208");
    CU_ASSERT_EQUAL(main_arena.free.probes, 2 + 3);
}

static void best_fit_takes_the_smallest(void)
{
    lay_out("48 96 400 64 208 64");
    places(BEST_FIT, "56 184 184", "640 736 208");
}

static void worst_fit_takes_the_largest(void)
{
    lay_out("48 400 96 400");
    places(WORST_FIT, "56 56", "80 640");
}

static struct block {
    unsigned char *mem;
    size_t size;
} blocks[100];

static size_t below(size_t limit)
{
    static uint64_t state = 2463534242;
    state = state * 6364136223846793005 + 1442695040888963407;
    return (size_t)(state >> 33) % limit;
}

static void replace(size_t i)
{
    struct block *b = &blocks[i];
    for (size_t k = 0; k < b->size; k++)
        CU_ASSERT_EQUAL_FATAL(b->mem[k], i);
    hp_free(b->mem);
    b->size = below(i % 10 == 0 ? 3000 : 120);
    b->mem = i % 7 == 0 ? hp_memalign(64, b->size) : hp_malloc(b->size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b->mem);
    memset(b->mem, (int)i, b->size);
}

static void any_order_of_calls_keeps_the_invariants(void)
{
    for (int step = 0; step < 8000; step++) {
        main_arena.free.fit = (enum fit)(step / 2000);
        replace(below(100));
        check_says(NULL);
    }
}

static void the_checker_finds_a_link_that_leads_astray(void)
{
    lay_out("64 64");
    struct chunk *c = main_arena.free.first, *next = c->fd;
    struct chunk elsewhere = { .head = 64 | PREV_IN_USE };
    struct chunk *const wrong[] = { &elsewhere, main_arena.top,
        chunk_at(c, 64), chunk_at(c, (size_t)1 << 40),
        (struct chunk *)((uintptr_t)c - 4096) };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        c->fd = wrong[i];
        check_says("I4:");
    }
    c->fd = next;
    check_says(NULL);
}

/* Makes the list a forged chunk that begins inside of c. */
static void forge(struct chunk *c, size_t offset, size_t size)
{
    struct chunk *forged = chunk_at(c, offset);
    set_head(forged, size | PREV_IN_USE);
    set_head(chunk_at(forged, 48), 80);
    forged->fd = NULL;
    main_arena.free.first = forged;
}

static void the_checker_finds_a_forged_chunk(void)
{
    lay_out("160");
    struct chunk *c = main_arena.free.first;
    forge(c, 32, 48);
    check_says("I5:");
    forge(c, 40, 48);
    check_says("I4:");
    forge(c, 32, (size_t)1 << 40);
    check_says("I4:");
}

static bool count_links(void *links, const char *list, const void *at)
{
    *(size_t *)links += list != NULL && at != NULL;
    return true;
}

static bool stop(void *context, const char *list, const void *at)
{
    return context != NULL || list == NULL || at == NULL;
}

static void the_checker_finds_a_list_cut_short_or_without_end(void)
{
    lay_out("64 64 64");
    struct chunk *c = main_arena.free.first, *last = c->fd->fd;
    size_t links = 0;
    last->fd = last;
    check_says("I5:");
    last->fd = c;
    check_says("I5:");
    CU_ASSERT(walk_lists(count_links, &links));
    CU_ASSERT(links <= STEP / MIN_CHUNK);
    CU_ASSERT_FALSE(walk_lists(stop, NULL));
    main_arena.free.first = last;
    last->fd = NULL;
    check_says("I5:");
}

static void the_checker_finds_a_P_that_lies(void)
{
    lay_out("64 64");
    struct chunk *c = main_arena.free.first;
    set_in_use(c);
    check_says("I4:");
    clear_in_use(c);
    clear_in_use(next_chunk(c));
    check_says("I5:");
    set_in_use(next_chunk(c));
    main_arena.top->head = 0;
    check_says("I5:");
}

static void aligned_blocks_come_back(void)
{
    for (int i = 0; i < 10000; i++)
        hp_free(hp_memalign(64, 100));
    CU_ASSERT_EQUAL(os_counts.bytes, STEP);
    check_says(NULL);
}

static void both_ends_of_an_aligned_block_come_back(void)
{
    lay_out("400");
    CU_ASSERT_EQUAL(os_offset(hp_memalign(64, 100)), 64);
    heap_is("[48] 112 [240] 32 | 160 0");
}

static void the_last_one_freed_comes_back_first(void)
{
    void *a = hp_malloc(24), *b = hp_malloc(24);
    hp_free(a);
    hp_free(b);
    heap_is("[32] [32] | 32 0");
    CU_ASSERT_PTR_EQUAL(hp_malloc(24), b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(24), a);
    heap_is("32 32 |");
}

static void next_fit_goes_on_where_it_was(void)
{
    lay_out("96 400 64 208");
    places(NEXT_FIT, "300", "128");
    heap_is("[96] 32 320 [80] 32 [64] 32 [208] 32 | 448 0 560 656");
    places(NEXT_FIT, "56 184 56", "560 656 448");
    CU_ASSERT_EQUAL(main_arena.free.probes, 2 + 1 + 1 + 1);
}

static void each_fit_looks_at_each_chunk_once(void)
{
    lay_out("400 48 48 48 48");
    places(NEXT_FIT, "392", "0");
    for (enum fit fit = FIRST_FIT; fit <= WORST_FIT; fit++) {
        size_t before = main_arena.free.probes;
        main_arena.free.fit = fit;
        hp_malloc(500);
        CU_ASSERT_EQUAL(main_arena.free.probes - before, 4);
    }
}

const struct test free_list_tests[] = {
    TEST(a_chunk_cut_at_top_keeps_its_P),
    TEST(a_hole_tells_the_truth_and_is_never_handed_out),
    TEST(the_lead_of_an_aligned_block_is_free),
    TEST(a_system_without_memory_still_gives_what_is_free),
    TEST(a_remainder_of_16_is_given_away),
    TEST(a_remainder_of_32_goes_to_the_front),
    TEST(first_fit_takes_the_first), TEST(best_fit_takes_the_smallest),
    TEST(worst_fit_takes_the_largest),
    TEST(any_order_of_calls_keeps_the_invariants),
    TEST(the_checker_finds_a_link_that_leads_astray),
    TEST(the_checker_finds_a_forged_chunk),
    TEST(the_checker_finds_a_list_cut_short_or_without_end),
    TEST(the_checker_finds_a_P_that_lies),
    TEST(aligned_blocks_come_back),
    TEST(both_ends_of_an_aligned_block_come_back),
    TEST(the_last_one_freed_comes_back_first),
    TEST(next_fit_goes_on_where_it_was),
    TEST(each_fit_looks_at_each_chunk_once),
    END_OF_TESTS,
};
