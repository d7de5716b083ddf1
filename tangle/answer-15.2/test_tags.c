/* test_tags.c: tangled from book/07-tags.nw and book/15-system.nw; edit those, not this. */
/* test_tags.c - what boundary tags promise: who merges with whom, where
   top is, what a stranger does to it, and what the checker sees. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"
#include "os.h"
#include "os_test.h"
#include "system.h"
#include "test.h"
#include "walk.h"

enum { PAGE = 4096, PAD = 128 * 1024, PIECES = 4, ALL = PIECES * 112 - 8 };

static struct chunk *mark;      /* heap_is describes what comes from here */

/* Requires: nothing has been allocated yet. */
static void plain_heap(void)
{
    self.leaving = true;
    tuning.max_fast = 0;
    tuning.max_mmaps = 0;
    mark = next_chunk(mem_to_chunk(hp_malloc(24)));
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
    if ((const struct chunk *)item->at >= mark)
        fprintf(line, forms[item->kind], item->size);
    return true;
}

static void heap_is(const char *pieces)
{
    char line[400] = " ";
    FILE *out = fmemopen(line, sizeof line, "w");
    walk_heap(print_piece, out);
    fclose(out);
    if (strcmp(line + (line[0] == ' '), pieces) != 0)
        complain(line);
    check_says(NULL);
}

static void *piece[PIECES];

/* Four chunks of 112 bytes side by side, and a wall of 32. */
static void lay_pieces(void)
{
    plain_heap();
    for (int i = 0; i < PIECES; i++)
        piece[i] = hp_malloc(104);
    hp_malloc(24);
}

static void free_pieces(const char *digits)
{
    for (; *digits != '\0'; digits++)
        hp_free(piece[*digits - '0']);
}

static void a_free_chunk_has_its_size_at_both_ends(void)
{
    lay_pieces();
    struct chunk *c = mem_to_chunk(piece[1]), *next = next_chunk(c);
    free_pieces("1");
    CU_ASSERT_EQUAL(chunk_size(c), 112);
    CU_ASSERT_EQUAL(next->prev_size, 112);
    CU_ASSERT_FALSE(prev_in_use(next));
    CU_ASSERT_PTR_EQUAL(prev_chunk(next), c);
    free_pieces("2");
    CU_ASSERT_EQUAL(chunk_size(c), 224);
    CU_ASSERT_EQUAL(next_chunk(c)->prev_size, 224);
    CU_ASSERT_PTR_EQUAL(prev_chunk(next_chunk(c)), c);
}

static void a_lent_word_is_not_read(void)
{
    lay_pieces();
    struct chunk *c = mem_to_chunk(piece[2]);
    c->prev_size = 224;
    free_pieces("2");
    heap_is("112 112 [112] 112 32");
    CU_ASSERT_EQUAL(c->prev_size, 224);
    free_pieces("1");
    heap_is("112 [224] 112 32");
}

static void what_is_handed_out_has_its_loan_back(void)
{
    lay_pieces();
    free_pieces("1");
    CU_ASSERT_PTR_EQUAL(hp_malloc(104), piece[1]);
    memset(piece[1], 0x41, hp_malloc_usable_size(piece[1]));
    free_pieces("2");
    heap_is("112 112 [112] 112 32");
    CU_ASSERT_EQUAL(((char *)piece[1])[103], 0x41);
}

static void two_neighbours_become_one(void)
{
    lay_pieces();
    free_pieces("0");
    heap_is("[112] 112 112 112 32");
    free_pieces("2");
    heap_is("[112] 112 [112] 112 32");
    free_pieces("3");
    heap_is("[112] 112 [224] 32");
    free_pieces("1");
    heap_is("[448] 32");
}

static void a_run_becomes_one_as_a_whole(void)
{
    lay_pieces();
    free_pieces("2031");
    heap_is("[448] 32");
    CU_ASSERT_PTR_EQUAL(hp_malloc(ALL), piece[0]);
    heap_is("448 32");
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

static void ten_thousand_pieces_serve_a_mebibyte(void)
{
    static void *many[10000];
    plain_heap();
    for (int i = 0; i < 10000; i++)
        many[i] = hp_malloc(104);
    size_t before = os_counts.bytes;
    for (int i = 0; i < 10000; i++)
        hp_free(many[i * 7919 % 10000]);
    heap_is("");
    void *large = hp_malloc(1 << 20);
    CU_ASSERT_PTR_EQUAL(large, many[0]);
    memset(large, 0xa5, hp_malloc_usable_size(large));
    CU_ASSERT(os_counts.bytes <= before);
    heap_is("1048592");
}

static void top_takes_its_neighbour(void)
{
    plain_heap();
    struct chunk *top = main_arena.top;
    size_t size = chunk_size(top);
    void *a = hp_malloc(24), *b = hp_malloc(100);
    CU_ASSERT_PTR_EQUAL(mem_to_chunk(a), top);
    hp_free(a);
    heap_is("[32] 112");
    hp_free(b);
    heap_is("");
    CU_ASSERT_PTR_EQUAL(main_arena.top, top);
    CU_ASSERT_EQUAL(chunk_size(top), size);
    CU_ASSERT(prev_in_use(top));
}

static void free_gives_the_chunk_back(void)
{
    plain_heap();
    hp_free(hp_malloc(24));
    heap_is("");
    hp_malloc(24);
    heap_is("32");
}

static void top_keeps_a_chunk(void)
{
    plain_heap();
    size_t before = os_counts.sbrks, all = chunk_size(main_arena.top);
    CU_ASSERT_PTR_NULL(take_from_top(&main_arena, all - HEADER));
    void *mem = hp_malloc(all - MIN_CHUNK - 8);
    CU_ASSERT_EQUAL(chunk_size(main_arena.top), MIN_CHUNK);
    CU_ASSERT_EQUAL(os_counts.sbrks, before);
    check_says(NULL);
    hp_free(mem);
    CU_ASSERT_EQUAL(chunk_size(main_arena.top), all);
}

static void write_all_of(char *mem)
{
    size_t usable = hp_malloc_usable_size(mem);
    memset(mem, 0xa5, usable);
    CU_ASSERT(os_offset(mem + usable) <= os_break());
}

static void a_lent_word_never_leaves_the_heap(void)
{
    plain_heap();
    write_all_of(hp_malloc(chunk_size(main_arena.top) - MIN_CHUNK - 8));
    for (size_t request = 0; request < 3000; request += 7)
        write_all_of(hp_malloc(request));
    check_says(NULL);
}

static void one_call_serves_many_requests(void)
{
    plain_heap();
    size_t before = os_counts.sbrks;
    for (int i = 0; i < 4000; i++)
        hp_malloc(24);
    CU_ASSERT_EQUAL(os_counts.sbrks, before);
    CU_ASSERT_EQUAL(os_counts.maps, 0);
}

static void the_heap_grows_in_steps(void)
{
    plain_heap();
    size_t before = os_counts.bytes;
    struct chunk *top = main_arena.top;
    size_t size = chunk_size(top);
    CU_ASSERT_PTR_EQUAL(hp_malloc(size - 8), chunk_to_mem(top));
    heap_is("135136");
    CU_ASSERT_EQUAL(os_counts.bytes - before, PAD + PAGE);
    CU_ASSERT_EQUAL(chunk_size(main_arena.top), PAD + PAGE);
}

static void is_refused(void *mem, struct chunk *top)
{
    CU_ASSERT_PTR_NULL(mem);
    CU_ASSERT_EQUAL(errno, ENOMEM);
    CU_ASSERT_PTR_EQUAL(main_arena.top, top);
    errno = 0;
}

static void a_refusal_moves_neither_top_nor_end(void)
{
    plain_heap();
    struct chunk *top = main_arena.top;
    size_t size = chunk_size(top), end = os_break();
    for (size_t less = 0; less < 3 * PAD; less += 4080)
        is_refused(hp_malloc(PTRDIFF_MAX - less), top);
    is_refused(hp_malloc(SIZE_MAX - 31), top);
    is_refused(hp_memalign((size_t)1 << 62, 1), top);
    is_refused(hp_memalign((size_t)1 << 62, PTRDIFF_MAX), top);
    is_refused(hp_memalign((size_t)1 << 63, PTRDIFF_MAX), top);
    os_allow(0);
    is_refused(hp_malloc(size), top);
    is_refused(hp_memalign(2 * PAD, 1), top);
    CU_ASSERT_EQUAL(chunk_size(top), size);
    CU_ASSERT_EQUAL(os_break(), end);
    heap_is("");
    CU_ASSERT_PTR_EQUAL(hp_malloc(24), chunk_to_mem(top));
}

static void the_system_is_asked_last(void)
{
    lay_pieces();
    size_t size = chunk_size(main_arena.top);
    free_pieces("0213");
    os_allow(0);
    CU_ASSERT_PTR_EQUAL(hp_malloc(ALL), piece[0]);
    CU_ASSERT_PTR_NULL(hp_malloc(size));
    heap_is("448 32");
}

static void a_system_without_memory_still_gives_what_is_free(void)
{
    lay_pieces();
    hp_malloc(chunk_size(main_arena.top) - MIN_CHUNK - 8);
    free_pieces("02");
    os_allow(0);
    CU_ASSERT_PTR_NULL(hp_malloc(200));
    CU_ASSERT_PTR_NULL(hp_memalign(64, 100));
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(104));
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(104));
    CU_ASSERT_PTR_NULL(hp_malloc(24));
}

static void chunks_lie_back_to_back(void)
{
    plain_heap();
    hp_malloc(24);
    hp_malloc(100);
    hp_malloc(0);
    hp_malloc(25);
    heap_is("32 112 32 48");
}

static void a_remainder_of_16_is_given_away(void)
{
    lay_pieces();
    free_pieces("1");
    CU_ASSERT_EQUAL(hp_malloc_usable_size(hp_malloc(88)), 104);
    heap_is("112 112 112 112 32");
    free_pieces("3");
    CU_ASSERT_EQUAL(hp_malloc_usable_size(hp_malloc(72)), 72);
    heap_is("112 112 112 80 [32] 32");
}

/* The next mem at top will be this far above a multiple of 256. */
static void bring_top_to(size_t distance)
{
    size_t now = os_offset(chunk_to_mem(main_arena.top));
    hp_malloc(((distance - now - MIN_CHUNK) & 255) + MIN_CHUNK - 8);
    mark = main_arena.top;
}

static void memalign_leaves_a_lead_chunk(void)
{
    plain_heap();
    bring_top_to(16);
    CU_ASSERT_EQUAL(os_offset(hp_memalign(256, 100)) % 256, 0);
    heap_is("[240] 112");
    hp_malloc(232);
    heap_is("240 112");
}

static void memalign_leaves_none_where_it_needs_none(void)
{
    plain_heap();
    bring_top_to(0);
    CU_ASSERT_PTR_EQUAL(hp_memalign(256, 100), chunk_to_mem(mark));
    heap_is("112");
}

static void memalign_asks_for_no_less(void)
{
    plain_heap();
    bring_top_to(240);
    CU_ASSERT_EQUAL(os_offset(hp_memalign(256, 100)) % 256, 0);
    heap_is("[272] 144");
}

static void memalign_serves_a_huge_alignment(void)
{
    plain_heap();
    size_t huge = (size_t)1 << 30;
    CU_ASSERT_EQUAL(os_offset(hp_memalign(huge, 100)) % huge, 0);
    check_says(NULL);
}

static void memalign_gives_its_tail_back(void)
{
    plain_heap();
    bring_top_to(0);
    void *large = hp_malloc(1000), *wall = hp_malloc(24);
    hp_free(large);
    CU_ASSERT_PTR_EQUAL(hp_memalign(256, 100), large);
    heap_is("112 [896] 32");
    hp_free(wall);
    heap_is("112");
}

static void the_lead_of_an_aligned_block_is_free(void)
{
    plain_heap();
    bring_top_to(32);
    hp_memalign(256, 100);
    CU_ASSERT_PTR_EQUAL(hp_malloc(216), chunk_to_mem(mark));
    heap_is("224 112");
}

static void a_lead_finds_its_neighbour(void)
{
    plain_heap();
    bring_top_to(144);
    void *before = hp_malloc(40);
    hp_memalign(256, 100);
    heap_is("48 [64] 112");
    hp_free(before);
    heap_is("[112] 112");
}

static struct block {
    unsigned char *mem;
    size_t size;
} blocks[50];

static size_t next_random(void)
{
    static size_t state = 2463534242;
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static void replace(size_t i)
{
    struct block *b = &blocks[i];
    for (size_t k = 0; k < b->size; k++)
        CU_ASSERT_EQUAL_FATAL(b->mem[k], i);
    hp_free(b->mem);
    b->size = next_random() % (i % 10 == 0 ? 30000 : 300);
    b->mem = i % 7 == 0 ? hp_memalign(64, b->size) : hp_malloc(b->size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b->mem);
    memset(b->mem, (int)i, b->size);
}

static void any_order_of_calls_keeps_the_invariants(void)
{
    plain_heap();
    for (int step = 0; step < 8000; step++) {
        replace(next_random() % 50);
        check_says(NULL);
    }
}

static void when_all_is_free_all_is_one(void)
{
    plain_heap();
    for (int step = 0; step < 5000; step++)
        replace(next_random() % 50);
    for (int i = 0; i < 50; i++)
        hp_free(blocks[i].mem);
    heap_is("");
    CU_ASSERT_PTR_EQUAL(main_arena.top, mark);
    CU_ASSERT_EQUAL(os_offset(next_chunk(mark)), os_break());
}

static void the_walker_finds_a_wrong_size(void)
{
    static const size_t wrong[] = { 0, 16, 24, 120, 2 * PAD, SIZE_MAX };
    lay_pieces();
    struct chunk *c = mem_to_chunk(piece[1]);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        set_head(c, (wrong[i] & ~FLAG_MASK) | PREV_IN_USE);
        check_says("I1:");
    }
    set_head(c, 112 | PREV_IN_USE);
    check_says(NULL);
}

static void the_walker_finds_a_lie_that_fits(void)
{
    static const size_t lies[][2] = { { 104, 120 }, { 16, 96 } };
    lay_pieces();
    struct chunk *c = mem_to_chunk(piece[0]);
    for (size_t i = 0; i < 2; i++) {
        set_head(c, lies[i][0] | PREV_IN_USE);
        set_head(chunk_at(c, lies[i][0]), lies[i][1] | PREV_IN_USE);
        check_says("I1:");
    }
}

static void the_walker_finds_a_wrong_flag(void)
{
    lay_pieces();
    struct chunk *c = mem_to_chunk(piece[0]);
    set_head(c, 112 | PREV_IN_USE | MMAPPED);
    check_says("I2:");
    set_head(c, 112 | PREV_IN_USE);
    set_head(first_chunk, chunk_size(first_chunk));
    check_says("I2:");
}

static void the_walker_finds_a_top_without_room(void)
{
    plain_heap();
    struct chunk *top = main_arena.top;
    size_t head = top->head;
    set_head(top, HEADER | PREV_IN_USE);
    check_says("I3:");
    set_head(top, head & ~PREV_IN_USE);
    top->prev_size = 32;
    check_says("I3:");
    set_head(top, head);
    check_says(NULL);
}

static void the_checker_finds_a_wrong_foot(void)
{
    lay_pieces();
    free_pieces("1");
    struct chunk *next = mem_to_chunk(piece[2]);
    next->prev_size = 96;
    check_says("I4:");
    next->prev_size = 112;
    check_says(NULL);
}

static void the_checker_finds_a_link_that_leads_astray(void)
{
    lay_pieces();
    free_pieces("02");
    struct chunk *bin = unsorted_bin(&main_arena), *next = bin->fd;
    struct chunk elsewhere = { .head = 64 | PREV_IN_USE };
    struct chunk *const wrong[] = { &elsewhere, main_arena.top,
        mem_to_chunk(piece[1]), chunk_at(next, (size_t)1 << 40),
        (struct chunk *)((uintptr_t)mark - PAGE) };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        bin->fd = wrong[i];
        check_says("I6:");
    }
    bin->fd = next;
    check_says(NULL);
}

/* Makes the ring a forged chunk that begins inside of c. */
static void forge(struct chunk *c, size_t offset, size_t size)
{
    struct chunk *forged = chunk_at(c, offset);
    struct chunk *bin = unsorted_bin(&main_arena);
    set_head(forged, size | PREV_IN_USE);
    set_head(chunk_at(forged, 48), 64);
    forged->fd = forged->bk = bin;
    bin->fd = bin->bk = forged;
}

static void the_checker_finds_a_forged_chunk(void)
{
    lay_pieces();
    free_pieces("12");
    struct chunk *c = mem_to_chunk(piece[1]);
    forge(c, 32, 48);
    check_says("I8:");
    forge(c, 40, 48);
    check_says("I6:");
    forge(c, 32, (size_t)1 << 40);
    check_says("I6:");
}

static void the_checker_finds_two_that_touch(void)
{
    lay_pieces();
    free_pieces("1");
    struct chunk *c = mem_to_chunk(piece[0]);
    clear_in_use(c);
    next_chunk(c)->prev_size = 112;
    link_first(unsorted_bin(&main_arena), c);
    check_says("I5:");
}

static void the_checker_finds_a_P_that_lies(void)
{
    lay_pieces();
    free_pieces("13");
    struct chunk *c = mem_to_chunk(piece[1]);
    set_in_use(c);
    check_says("I6:");
    clear_in_use(c);
    clear_in_use(mem_to_chunk(piece[0]));
    check_says("I4:");
    mem_to_chunk(piece[1])->prev_size = 112;
    check_says("I5:");
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
    lay_pieces();
    free_pieces("02");
    struct chunk *first = mem_to_chunk(piece[2]), *last = first->fd;
    struct chunk *bin = first->bk;
    size_t links = 0;
    last->fd = first;
    first->bk = last;
    check_says("I7:");
    CU_ASSERT(walk_lists(count_links, &links));
    CU_ASSERT(links <= main_arena.system_mem / MIN_CHUNK);
    CU_ASSERT_FALSE(walk_lists(stop, NULL));
    first->bk = last->fd = bin;
    last->bk = last;
    check_says("I7:");
    last->bk = first;
    bin->bk = first;
    check_says("I7:");
    bin->fd = bin->bk = last;
    last->bk = bin;
    check_says("I8:");
}

/* A visitor that goes on for as many visits as *context says. */
static bool count_down(void *context, const struct walk_item *item)
{
    (void)item;
    return --*(int *)context > 0;
}

static void the_walk_ends_at_damage(void)
{
    int visits = 1000, until_damage = 1000;
    lay_pieces();
    walk_heap(count_down, &visits);
    set_head(mem_to_chunk(piece[0]), PREV_IN_USE);
    CU_ASSERT(walk_heap(count_down, &until_damage));
    CU_ASSERT_EQUAL(until_damage - visits, PIECES + 1);
}

static void the_walk_ends_when_the_visitor_says_so(void)
{
    int visits_left = 2;
    CU_ASSERT(walk_heap(count_down, &visits_left));
    CU_ASSERT_EQUAL(visits_left, 2);
    lay_pieces();
    CU_ASSERT_FALSE(walk_heap(count_down, &visits_left));
    CU_ASSERT_EQUAL(visits_left, 0);
}

static void the_one_that_waited_longest_is_taken(void)
{
    lay_pieces();
    free_pieces("20");
    CU_ASSERT_PTR_EQUAL(hp_malloc(104), piece[2]);
    CU_ASSERT_PTR_EQUAL(hp_malloc(104), piece[0]);
    CU_ASSERT(bin_is_empty(unsorted_bin(&main_arena)));
}

static void a_remainder_of_32_goes_to_the_front(void)
{
    lay_pieces();
    free_pieces("20");
    hp_malloc(72);
    heap_is("[112] 112 80 [32] 112 32");
    struct chunk *first = unsorted_bin(&main_arena)->fd;
    CU_ASSERT_EQUAL(chunk_size(first), 32);
    CU_ASSERT_PTR_EQUAL(hp_malloc(104), piece[0]);
}

static void any_chunk_leaves_the_ring(void)
{
    static const int leaves[] = { 0, 2 };
    lay_pieces();
    for (int i = 0; i < 2; i++) {
        free_pieces("0");
        free_pieces("2");
        struct chunk *bin = mem_to_chunk(piece[2])->bk;
        unlink_chunk(mem_to_chunk(piece[leaves[i]]));
        struct chunk *left = bin->fd;
        CU_ASSERT_PTR_EQUAL(bin->bk, left);
        CU_ASSERT_PTR_EQUAL(left->fd, bin);
        unlink_chunk(left);
        CU_ASSERT(bin_is_empty(bin));
        set_in_use(mem_to_chunk(piece[0]));
        set_in_use(mem_to_chunk(piece[2]));
        heap_is("112 112 112 112 32");
    }
}

static void the_header_is_nobodys(void)
{
    plain_heap();
    struct chunk *bin = unsorted_bin(&main_arena);
    CU_ASSERT_EQUAL(chunk_size(bin), 0);
    CU_ASSERT(bin_is_empty(bin));
    hp_malloc(0);
    CU_ASSERT(bin_is_empty(bin));
}

static void a_foreign_sbrk_leaves_a_hole(void)
{
    plain_heap();
    tuning.trim_threshold = SIZE_MAX;
    hp_malloc(24);
    os_foreign_sbrk(PAGE);
    hp_malloc(PAD + 4064);
    heap_is("32 [135072] (4128) 135152");
    CU_ASSERT_EQUAL(os_offset(next_chunk(main_arena.top)), os_break());
}

static void a_foreign_sbrk_may_be_odd_and_come_first(void)
{
    os_foreign_sbrk(5);
    plain_heap();
    tuning.trim_threshold = SIZE_MAX;
    CU_ASSERT_EQUAL(os_break() % PAGE, 0);
    os_foreign_sbrk(1);
    hp_malloc(chunk_size(main_arena.top));
    heap_is("[139184] (48) 139232");
    CU_ASSERT_EQUAL(os_break() % PAGE, 0);
    check_says(NULL);
}

static void a_hole_is_a_wall(void)
{
    plain_heap();
    void *below = hp_malloc(chunk_size(main_arena.top) - 32 - 112 - 8);
    void *low = hp_malloc(104);
    os_foreign_sbrk(PAGE);
    void *above = hp_malloc(PAD);
    heap_is("134992 112 (4128) 131088");
    hp_free(above);
    hp_free(low);
    heap_is("134992 [112] (4128)");
    hp_free(below);
    heap_is("[135104] (4128)");
}

static void a_hole_tells_the_truth_and_is_never_handed_out(void)
{
    plain_heap();
    void *last = hp_malloc(chunk_size(main_arena.top) - 80 - 8);
    os_foreign_sbrk(PAGE);
    hp_malloc(PAD);
    heap_is("135056 [48] (4128) 131088");
    CU_ASSERT_EQUAL(hp_malloc_usable_size(hp_malloc(40)), 40);
    heap_is("135056 48 (4128) 131088");
    hp_malloc(3000);
    hp_free(last);
    heap_is("[135056] 48 (4128) 131088 3008");
}

static void a_top_of_32_becomes_the_hole(void)
{
    plain_heap();
    hp_malloc(chunk_size(main_arena.top) - MIN_CHUNK - 8);
    os_foreign_sbrk(PAGE);
    hp_malloc(PAD);
    heap_is("135104 (4128) 131088");
}

static void what_a_lost_top_had_is_bought_again(void)
{
    plain_heap();
    tuning.trim_threshold = SIZE_MAX;
    hp_free(hp_malloc(2 * PAD));
    size_t size = chunk_size(main_arena.top);
    os_foreign_sbrk(PAGE);
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(size));
    CU_ASSERT(chunk_size(main_arena.top) >= PAD);
    check_says(NULL);
}

static void growth_counts_the_bytes_lost_to_alignment(void)
{
    tuning.top_pad = 0;
    os_foreign_sbrk(1);
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(PAGE - MIN_CHUNK - 8));
    check_says(NULL);
}

static void foreign_memory_is_left_alone(void)
{
    plain_heap();
    unsigned char *theirs = os_sbrk(0);
    os_foreign_sbrk(PAGE);
    memset(theirs, 0x5a, PAGE);
    for (int i = 0; i < 300; i++)
        write_all_of(hp_malloc(1000));
    for (int i = 0; i < PAGE; i++)
        CU_ASSERT_EQUAL(theirs[i], 0x5a);
    check_says(NULL);
}

static int fate_of(ptrdiff_t moved, char *text, size_t room)
{
    int ends[2], status = 0;
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        os_sbrk(moved);
        hp_malloc(chunk_size(main_arena.top));
        _exit(0);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], text, room - 1);
    text[got < 0 ? 0 : got] = '\0';
    close(ends[0]);
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void a_lowered_break_is_fatal(void)
{
    char text[200];
    plain_heap();
    for (ptrdiff_t by = PAGE; by <= PAD; by += PAD - PAGE) {
        CU_ASSERT_EQUAL(fate_of(-by, text, sizeof text), SIGABRT);
        CU_ASSERT_STRING_EQUAL(text,
                               "break adjusted to free malloc space\n");
    }
}

const struct test tags_tests[] = {
    TEST(a_free_chunk_has_its_size_at_both_ends),
    TEST(a_lent_word_is_not_read),
    TEST(what_is_handed_out_has_its_loan_back),
    TEST(two_neighbours_become_one),
    TEST(a_run_becomes_one_as_a_whole), TEST(a_block_in_use_is_a_wall),
    TEST(the_order_of_the_frees_makes_no_difference),
    TEST(ten_thousand_pieces_serve_a_mebibyte), TEST(top_takes_its_neighbour),
    TEST(free_gives_the_chunk_back), TEST(chunks_lie_back_to_back),
    TEST(top_keeps_a_chunk), TEST(one_call_serves_many_requests),
    TEST(the_heap_grows_in_steps), TEST(a_refusal_moves_neither_top_nor_end),
    TEST(the_system_is_asked_last),
    TEST(a_system_without_memory_still_gives_what_is_free),
    TEST(a_lent_word_never_leaves_the_heap),
    TEST(a_remainder_of_16_is_given_away), TEST(memalign_leaves_a_lead_chunk),
    TEST(memalign_leaves_none_where_it_needs_none),
    TEST(memalign_asks_for_no_less), TEST(memalign_gives_its_tail_back),
    TEST(memalign_serves_a_huge_alignment),
    TEST(the_lead_of_an_aligned_block_is_free),
    TEST(a_lead_finds_its_neighbour),
    TEST(any_order_of_calls_keeps_the_invariants),
    TEST(when_all_is_free_all_is_one),
    TEST(the_walker_finds_a_wrong_size), TEST(the_walker_finds_a_lie_that_fits),
    TEST(the_walker_finds_a_wrong_flag),
    TEST(the_walker_finds_a_top_without_room),
    TEST(the_checker_finds_a_wrong_foot),
    TEST(the_checker_finds_two_that_touch),
    TEST(the_checker_finds_a_link_that_leads_astray),
    TEST(the_checker_finds_a_forged_chunk),
    TEST(the_checker_finds_a_list_cut_short_or_without_end),
    TEST(the_checker_finds_a_P_that_lies), TEST(the_walk_ends_at_damage),
    TEST(the_walk_ends_when_the_visitor_says_so),
    TEST(the_one_that_waited_longest_is_taken),
    TEST(a_remainder_of_32_goes_to_the_front), TEST(any_chunk_leaves_the_ring),
    TEST(the_header_is_nobodys),
    TEST(a_foreign_sbrk_leaves_a_hole),
    TEST(a_foreign_sbrk_may_be_odd_and_come_first), TEST(a_hole_is_a_wall),
    TEST(a_hole_tells_the_truth_and_is_never_handed_out),
    TEST(a_top_of_32_becomes_the_hole),
    TEST(what_a_lost_top_had_is_bought_again),
    TEST(growth_counts_the_bytes_lost_to_alignment),
    TEST(foreign_memory_is_left_alone), TEST(a_lowered_break_is_fatal),
    END_OF_TESTS,
};
