/* test_coal.c: tangled from book/06-coal.nw and book/answers/06-coal.nw; edit those, not this. */
/* test_coal.c - what coalescing promises: who merges with whom, when, at
   what price, and what the checker sees. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "hpoc.h"
#include "os_test.h"
#include "test.h"
#include "walk.h"

enum { STEP = 128 * 1024, PIECES = 4, ALL = PIECES * 112 - 8 };

static void *piece[PIECES];

/* Four chunks of 112 bytes side by side, and a wall of 32. */
static void lay_pieces(void)
{
    for (int i = 0; i < PIECES; i++)
        piece[i] = hp_malloc(104);
    hp_malloc(24);
}

static void free_pieces(const char *digits)
{
    for (; *digits != '\0'; digits++)
        hp_free(piece[*digits - '0']);
}

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
    static const char *const forms[] = { [WALK_IN_USE] = " %zu",
        [WALK_FREE] = " [%zu]", [WALK_HOLE] = " (%zu)",
        [WALK_BAD] = " bad", [WALK_TOP] = "" };
    fprintf(line, forms[item->kind], item->size);
    return true;
}

static void heap_is(const char *pieces)
{
    char line[400] = "";
    FILE *out = fmemopen(line, sizeof line, "w");
    walk_heap(print_piece, out);
    fclose(out);
    if (strcmp(line + 1, pieces) != 0)
        complain(line);
    check_says(NULL);
}

static void two_neighbours_become_one(void)
{
    lay_pieces();
    free_pieces("01");
    heap_is("[112] [112] 112 112 32");
    void *both = hp_malloc(216);
    CU_ASSERT_PTR_EQUAL(both, piece[0]);
    CU_ASSERT_EQUAL(hp_malloc_usable_size(both), 216);
    heap_is("224 112 112 32");
}

static void a_run_becomes_one_as_a_whole(void)
{
    lay_pieces();
    free_pieces("2031");
    CU_ASSERT_PTR_EQUAL(hp_malloc(ALL), piece[0]);
    heap_is("448 32");
    CU_ASSERT_EQUAL(main_arena.free.merges, 3);
}

static void a_block_in_use_is_a_wall(void)
{
    lay_pieces();
    free_pieces("02");
    hp_malloc(216);
    heap_is("[112] 112 [112] 112 32 224");
    free_pieces("1");
    CU_ASSERT_PTR_EQUAL(hp_malloc(328), piece[0]);
    heap_is("336 112 32 224");
}

static void a_hole_is_a_wall(void)
{
    void *below = hp_malloc(24);
    os_foreign_sbrk(4096);
    void *above = hp_malloc(STEP);
    hp_free(below);
    hp_free(above);
    hp_malloc(2 * STEP);
    heap_is("[32] (135136) [131088] 262160");
}

static void top_is_a_wall(void)
{
    hp_free(hp_malloc(104));
    CU_ASSERT_PTR_EQUAL(hp_malloc(216), chunk_at(main_arena.start, 128));
    heap_is("[112] 224");
}

static void merge_and_cut_again(const char *order)
{
    free_pieces(order);
    void *all = hp_malloc(ALL);
    CU_ASSERT_PTR_EQUAL(all, piece[0]);
    heap_is("448 32");
    hp_free(all);
    for (int i = 0; i < PIECES; i++)
        CU_ASSERT_PTR_EQUAL(hp_malloc(104), piece[i]);
    heap_is("112 112 112 112 32");
}

static void the_order_of_the_frees_makes_no_difference(void)
{
    int rounds = 0;
    lay_pieces();
    for (char a = '0'; a < '4'; a++)
        for (char b = '0'; b < '4'; b++)
            for (char c = '0'; c < '4'; c++) {
                char d = (char)('0' + '1' + '2' + '3' - a - b - c);
                if (a == b || b == c || a == c)
                    continue;
                merge_and_cut_again((char[]){ a, b, c, d, '\0' });
                rounds++;
            }
    CU_ASSERT_EQUAL(rounds, 24);
    CU_ASSERT_EQUAL(main_arena.free.merges, 24 * 3);
}

static void a_request_that_finds_something_does_not_sweep(void)
{
    lay_pieces();
    free_pieces("10");
    size_t before = main_arena.free.sweeps;
    CU_ASSERT_PTR_EQUAL(hp_malloc(104), piece[0]);
    heap_is("112 [112] 112 112 32");
    CU_ASSERT_EQUAL(main_arena.free.sweeps, before);
}

static void a_list_is_not_swept_twice(void)
{
    lay_pieces();
    free_pieces("02");
    for (int i = 0; i < 10; i++)
        hp_malloc(216);
    CU_ASSERT_EQUAL(main_arena.free.sweeps, 1);
    free_pieces("3");
    for (int i = 0; i < 10; i++)
        hp_malloc(500);
    CU_ASSERT_EQUAL(main_arena.free.sweeps, 2);
    CU_ASSERT_EQUAL(main_arena.free.merges, 1);
}

static void a_free_walks_past_what_is_free_below(void)
{
    lay_pieces();
    free_pieces("3210");
    CU_ASSERT_EQUAL(main_arena.free.steps, 0);
    for (int i = 0; i < PIECES; i++)
        hp_malloc(104);
    free_pieces("0123");
    CU_ASSERT_EQUAL(main_arena.free.steps, 0 + 1 + 2 + 3);
    hp_malloc(1000);
    CU_ASSERT_EQUAL(main_arena.free.steps, 6 + 1);
}

static void the_system_is_asked_last(void)
{
    lay_pieces();
    free_pieces("0213");
    os_allow(0);
    CU_ASSERT_PTR_EQUAL(hp_malloc(ALL), piece[0]);
    CU_ASSERT_PTR_NULL(hp_malloc(STEP));
    heap_is("448 32");
}

static void ten_thousand_pieces_serve_a_mebibyte(void)
{
    static void *many[10000];
    for (int i = 0; i < 10000; i++)
        many[i] = hp_malloc(104);
    for (int i = 0; i < 10000; i++)
        hp_free(many[i * 7919 % 10000]);
    size_t before = os_counts.bytes;
    void *large = hp_malloc(1 << 20);
    CU_ASSERT_PTR_EQUAL(large, many[0]);
    memset(large, 0xa5, hp_malloc_usable_size(large));
    CU_ASSERT_EQUAL(os_counts.bytes, before);
    heap_is("1048592 [71408]");
}

static void every_fit_finds_what_was_merged(void)
{
    lay_pieces();
    for (enum fit fit = FIRST_FIT; fit <= WORST_FIT; fit++) {
        main_arena.free.fit = fit;
        merge_and_cut_again("1302");
    }
}

static void a_lead_finds_its_neighbour(void)
{
    hp_free(hp_malloc(24));
    hp_memalign(64, 100);
    heap_is("[32] [80] 112");
    CU_ASSERT_EQUAL(os_offset(hp_malloc(104)), 16);
    heap_is("112 112");
}

static void the_rover_does_not_outlive_its_chunk(void)
{
    lay_pieces();
    void *near = hp_malloc(504);
    hp_malloc(24);
    void *far = hp_malloc(504);
    hp_malloc(24);
    hp_free(near);
    hp_free(far);
    free_pieces("01");
    main_arena.free.fit = NEXT_FIT;
    CU_ASSERT_PTR_EQUAL(hp_malloc(504), near);
    CU_ASSERT_PTR_EQUAL(main_arena.free.rover,
                        &mem_to_chunk(piece[1])->fd);
    hp_malloc(2000);
    CU_ASSERT_PTR_EQUAL(hp_malloc(504), far);
    heap_is("[224] 112 112 32 512 32 512 32 2016");
}

static size_t next_random(void)
{
    static size_t state = 2463534242;
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static void when_all_is_free_all_is_one(void)
{
    static void *blocks[50];
    for (int step = 0; step < 5000; step++) {
        void **mem = &blocks[next_random() % 50];
        hp_free(*mem);
        *mem = NULL;
        if (step % 3 != 0)
            *mem = hp_malloc(next_random() % 1000);
        check_says(NULL);
    }
    for (int i = 0; i < 50; i++)
        hp_free(blocks[i]);
    hp_malloc(STEP);
    CU_ASSERT_PTR_EQUAL(main_arena.free.first, main_arena.start);
    CU_ASSERT_PTR_NULL(main_arena.start->fd);
    check_says(NULL);
}

static void the_checker_finds_a_list_that_descends(void)
{
    lay_pieces();
    free_pieces("02");
    struct chunk *low = main_arena.free.first, *high = low->fd;
    main_arena.free.first = high;
    high->fd = low;
    low->fd = NULL;
    check_says("I6:");
    main_arena.free.first = low;
    low->fd = high;
    high->fd = NULL;
    check_says(NULL);
}

static void the_checker_finds_dirt_on_a_clean_list(void)
{
    lay_pieces();
    free_pieces("23");
    main_arena.free.dirty = false;
    check_says("I7:");
    main_arena.free.dirty = true;
    check_says(NULL);
}

static void a_free_merges_on_the_spot(void)
{
    lay_pieces();
    free_pieces("0");
    heap_is("[112] 112 112 112 32");
    free_pieces("2");
    heap_is("[112] 112 [112] 112 32");
    free_pieces("1");
    heap_is("[336] 112 32");
    free_pieces("3");
    heap_is("[448] 32");
    CU_ASSERT_EQUAL(main_arena.free.merges, 3);
}

const struct test coal_tests[] = {
    TEST(two_neighbours_become_one), TEST(a_run_becomes_one_as_a_whole),
    TEST(a_block_in_use_is_a_wall), TEST(a_hole_is_a_wall),
    TEST(top_is_a_wall), TEST(the_order_of_the_frees_makes_no_difference),
    TEST(a_request_that_finds_something_does_not_sweep),
    TEST(a_list_is_not_swept_twice),
    TEST(a_free_walks_past_what_is_free_below),
    TEST(the_system_is_asked_last),
    TEST(ten_thousand_pieces_serve_a_mebibyte),
    TEST(every_fit_finds_what_was_merged), TEST(a_lead_finds_its_neighbour),
    TEST(the_rover_does_not_outlive_its_chunk),
    TEST(when_all_is_free_all_is_one),
    TEST(the_checker_finds_a_list_that_descends),
    TEST(the_checker_finds_dirt_on_a_clean_list),
    TEST(a_free_merges_on_the_spot),
    END_OF_TESTS,
};
