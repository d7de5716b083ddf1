/* test_bump.c: tangled from book/04-bump.nw and book/05-free-list.nw; edit those, not this. */
/* test_bump.c - what the bump heap promises beyond the contract: where
   things lie, when it calls the system, what its walker sees. */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"
#include "os.h"
#include "os_test.h"
#include "test.h"
#include "walk.h"

enum { STEP = 128 * 1024 };

/* Fails the test that calls it, and says why. */
static void complain(const char *why)
{
    CU_assertImplementation(CU_FALSE, __LINE__, why, __FILE__, "",
                            CU_FALSE);
}

static void heap_holds(void)
{
    const char *broken = check_heap();
    if (broken != NULL)
        complain(broken);
}

static bool print_piece(void *line, const struct walk_item *item)
{
    static const char *const kinds[] = { [WALK_IN_USE] = "",
        [WALK_FREE] = "",
        [WALK_TOP] = "top ", [WALK_HOLE] = "hole ", [WALK_BAD] = "bad " };
    if (item->at == main_arena.start)
        fprintf(line, "%zu:", os_offset(item->at));
    fprintf(line, " %s%zu", kinds[item->kind], item->size);
    return true;
}

/* The heap reads so, and holds. */
static void heap_is(const char *expected)
{
    char line[200] = "";
    FILE *out = fmemopen(line, sizeof line, "w");
    walk_heap(print_piece, out);
    fclose(out);
    if (strcmp(line, expected) != 0)
        complain(line);
    heap_holds();
}

static void chunks_lie_back_to_back(void)
{
    hp_malloc(24);
    hp_malloc(100);
    hp_malloc(0);
    hp_malloc(25);
    heap_is("0: 32 112 32 48 top 130848");
}

static void one_call_serves_many_requests(void)
{
    for (int i = 0; i < 4000; i++)
        hp_malloc(24);
    CU_ASSERT_EQUAL(os_counts.sbrks, 1);
    CU_ASSERT_EQUAL(os_counts.maps, 0);
}

static void the_heap_grows_in_steps(void)
{
    hp_malloc(24);
    hp_malloc(STEP);
    hp_malloc(3 * STEP);
    heap_is("0: 32 131088 393232 top 393152");
    CU_ASSERT_EQUAL(os_counts.bytes, 7 * STEP);
    CU_ASSERT_EQUAL(os_counts.sbrks, 3);
}

static void a_step_is_used_to_the_last_header(void)
{
    hp_malloc(24);
    hp_malloc(STEP - 32 - HEADER - 8);
    heap_is("0: 32 131024 top 16");
    hp_malloc(0);
    heap_is("0: 32 131024 32 top 131056");
}

static void write_all_of(char *mem)
{
    size_t usable = hp_malloc_usable_size(mem);
    memset(mem, 0xa5, usable);
    CU_ASSERT(os_offset(mem + usable) <= os_break());
}

static void a_lent_word_never_leaves_the_heap(void)
{
    write_all_of(hp_malloc(24));
    write_all_of(hp_malloc(STEP - 32 - 8));
    CU_ASSERT_EQUAL(os_counts.sbrks, 2);
    for (size_t request = 0; request < 3000; request += 7)
        write_all_of(hp_malloc(request));
    heap_holds();
}

static void growth_counts_the_header(void)
{
    hp_malloc(STEP - 8);
    heap_is("0: 131072 top 131072");
}

static void growth_counts_the_bytes_lost_to_alignment(void)
{
    os_foreign_sbrk(1);
    hp_malloc(STEP - HEADER - 8);
    heap_is("16: 131056 top 131073");
}

static void a_foreign_sbrk_leaves_a_hole(void)
{
    hp_malloc(24);
    os_foreign_sbrk(4096);
    hp_malloc(STEP);
    heap_is("0: 32 hole 135136 131088 top 131056");
}

static void a_foreign_sbrk_may_be_odd_and_come_first(void)
{
    os_foreign_sbrk(5);
    hp_malloc(24);
    os_foreign_sbrk(1);
    hp_malloc(STEP);
    heap_is("16: 32 hole 131040 131088 top 131046");
}

static void foreign_memory_is_left_alone(void)
{
    hp_malloc(24);
    unsigned char *theirs = os_sbrk(0);
    os_foreign_sbrk(4096);
    memset(theirs, 0x5a, 4096);
    for (int i = 0; i < 300; i++)
        write_all_of(hp_malloc(1000));
    for (int i = 0; i < 4096; i++)
        CU_ASSERT_EQUAL(theirs[i], 0x5a);
    heap_holds();
}

static int fate_of(void (*crash)(void), char *text, size_t room)
{
    int ends[2], status = 0;
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        crash();
        _exit(0);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], text, room - 1);
    text[got < 0 ? 0 : got] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void lower_the_break_and_grow(void)
{
    hp_malloc(24);
    os_sbrk(-4096);
    hp_malloc(STEP);
}

static void a_lowered_break_is_fatal(void)
{
    char text[200];
    CU_ASSERT_EQUAL(fate_of(lower_the_break_and_grow, text, sizeof text),
                    SIGABRT);
    CU_ASSERT_STRING_EQUAL(text, "break adjusted to free malloc space\n");
}

static void memalign_leaves_a_lead_chunk(void)
{
    hp_malloc(24);
    CU_ASSERT_EQUAL(os_offset(hp_memalign(64, 100)), 128);
    CU_ASSERT_EQUAL(os_offset(hp_memalign(4096, 10)), 4096);
    heap_is("0: 32 80 112 3856 32 top 126960");
}

static void memalign_leaves_none_where_it_needs_none(void)
{
    hp_malloc(40);
    CU_ASSERT_EQUAL(os_offset(hp_memalign(64, 100)), 64);
    heap_is("0: 48 112 top 130912");
}

static void memalign_asks_for_no_more_than_it_needs(void)
{
    hp_malloc(STEP - 160 - 8);
    hp_memalign(64, 56);
    heap_is("0: 130912 80 64 top 16");
}

static void memalign_asks_for_no_less(void)
{
    hp_malloc(STEP - 96 - 8);
    hp_memalign(32, 40);
    heap_is("0: 130976 48 48 top 131072");
}

static void memalign_serves_a_huge_alignment(void)
{
    hp_malloc(24);
    hp_memalign((size_t)1 << 30, 100);
    heap_is("0: 32 1073741776 112 top 262048");
}

static void is_refused(void *mem, const struct arena *before)
{
    CU_ASSERT_PTR_NULL(mem);
    CU_ASSERT_EQUAL(memcmp(before, &main_arena, sizeof main_arena), 0);
    heap_holds();
}

static void a_refusal_moves_neither_top_nor_end(void)
{
    is_refused(hp_malloc(PTRDIFF_MAX), &(struct arena){ 0 });
    CU_ASSERT_EQUAL(os_counts.sbrks, 0);
    hp_malloc(24);
    struct arena before = main_arena;
    os_allow(0);
    is_refused(hp_malloc(STEP), &before);
    is_refused(hp_malloc(PTRDIFF_MAX - STEP - 100), &before);
    is_refused(hp_memalign(STEP, 1), &before);
    is_refused(hp_memalign((size_t)1 << 62, 1), &before);
    is_refused(hp_memalign((size_t)1 << 63, PTRDIFF_MAX), &before);
    CU_ASSERT_PTR_EQUAL(hp_malloc(24), chunk_to_mem(before.top));
}

static void damage_is(const char *number)
{
    const char *broken = check_heap();
    if (broken == NULL)
        complain("the damage was not seen");
    else if (strncmp(broken, number, strlen(number)) != 0)
        complain(broken);
}

static void the_walker_finds_a_wrong_size(void)
{
    static const size_t wrong[] = { 0, 16, 24, 120, STEP, SIZE_MAX };
    hp_malloc(24);
    struct chunk *c = mem_to_chunk(hp_malloc(100));
    hp_malloc(24);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        set_head(c, (wrong[i] & ~FLAG_MASK) | PREV_IN_USE);
        damage_is("I1:");
    }
    set_head(c, 112 | PREV_IN_USE);
    heap_holds();
}

static void the_walker_finds_a_lie_that_fits(void)
{
    static const size_t lies[][2] = { { 104, 40 }, { 16, 96 } };
    struct chunk *c = mem_to_chunk(hp_malloc(100));
    hp_malloc(24);
    for (size_t i = 0; i < 2; i++) {
        size_t head = chunk_at(c, 112)->head;
        set_head(c, lies[i][0] | PREV_IN_USE);
        set_head(chunk_at(c, lies[i][0]), lies[i][1] | PREV_IN_USE);
        damage_is("I1:");
        set_head(c, 112 | PREV_IN_USE);
        set_head(chunk_at(c, 112), head);
        heap_holds();
    }
}

static void the_walker_finds_a_wrong_flag(void)
{
    struct chunk *c = mem_to_chunk(hp_malloc(100));
    hp_malloc(24);
    set_head(c, 112);
    damage_is("I2:");
    set_head(c, 112 | PREV_IN_USE | MMAPPED);
    damage_is("I2:");
    set_head(c, 112 | PREV_IN_USE);
    heap_holds();
}

static void the_walker_finds_a_top_without_room(void)
{
    hp_malloc(24);
    char *end = main_arena.end;
    main_arena.end = (char *)main_arena.top + HEADER - 1;
    damage_is("I3:");
    main_arena.end = (char *)main_arena.top - HEADER;
    damage_is("I3:");
    main_arena.end = end;
    heap_holds();
}

/* A visitor that goes on for as many visits as *context says. */
static bool count_down(void *context, const struct walk_item *item)
{
    (void)item;
    return --*(int *)context > 0;
}

static void the_walk_ends_at_damage(void)
{
    int visits_left = 100;
    struct chunk *c = mem_to_chunk(hp_malloc(24));
    hp_malloc(24);
    set_head(c, PREV_IN_USE);
    CU_ASSERT(walk_heap(count_down, &visits_left));
    CU_ASSERT_EQUAL(visits_left, 99);
}

static void the_walk_ends_when_the_visitor_says_so(void)
{
    int visits_left = 2;
    CU_ASSERT(walk_heap(count_down, &visits_left));
    CU_ASSERT_EQUAL(visits_left, 2);
    for (int i = 0; i < 5; i++)
        hp_malloc(24);
    CU_ASSERT_FALSE(walk_heap(count_down, &visits_left));
    CU_ASSERT_EQUAL(visits_left, 0);
}

static void free_gives_the_chunk_back(void)
{
    hp_free(hp_malloc(24));
    hp_malloc(24);
    heap_is("0: 32 top 131040");
}

const struct test bump_tests[] = {
    TEST(chunks_lie_back_to_back), TEST(one_call_serves_many_requests),
    TEST(the_heap_grows_in_steps), TEST(a_step_is_used_to_the_last_header),
    TEST(a_lent_word_never_leaves_the_heap), TEST(growth_counts_the_header),
    TEST(growth_counts_the_bytes_lost_to_alignment),
    TEST(a_foreign_sbrk_leaves_a_hole),
    TEST(a_foreign_sbrk_may_be_odd_and_come_first),
    TEST(foreign_memory_is_left_alone), TEST(a_lowered_break_is_fatal),
    TEST(memalign_leaves_a_lead_chunk),
    TEST(memalign_leaves_none_where_it_needs_none),
    TEST(memalign_asks_for_no_more_than_it_needs),
    TEST(memalign_asks_for_no_less), TEST(memalign_serves_a_huge_alignment),
    TEST(a_refusal_moves_neither_top_nor_end),
    TEST(the_walker_finds_a_wrong_size),
    TEST(the_walker_finds_a_lie_that_fits),
    TEST(the_walker_finds_a_wrong_flag),
    TEST(the_walker_finds_a_top_without_room),
    TEST(the_walk_ends_at_damage),
    TEST(the_walk_ends_when_the_visitor_says_so),
    TEST(free_gives_the_chunk_back),
    END_OF_TESTS,
};
