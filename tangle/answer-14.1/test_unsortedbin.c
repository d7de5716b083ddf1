/* test_unsortedbin.c: tangled from book/14-unsortedbin.nw and book/answers/14-unsortedbin.nw; edit those, not this. */
/* test_unsortedbin.c - what the unsorted bin promises: who goes there, who
   is taken, who is sorted and when; and the heap beside its model. */
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "free.h"
#include "hpoc.h"
#include "os_test.h"
#include "stream.h"
#include "tcache.h"
#include "test.h"
#include "walk.h"

enum { KEPT = 7 };

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

static void *with_a_wall(size_t request)
{
    void *mem = hp_malloc(request);
    hp_malloc(136);
    return mem;
}

static void allocate(int n, size_t request, void **block)
{
    for (int i = 0; i < n; i++)
        block[i] = with_a_wall(request);
}

static void free_all(int n, void **block)
{
    for (int i = 0; i < n; i++)
        hp_free(block[i]);
}

static void without_cache(void)
{
    hp_malloc(24);
    tuning.tcache_bins = 0;
}

static void what_is_freed_is_not_sorted(void)
{
    without_cache();
    void *small = with_a_wall(200), *large = with_a_wall(2000);
    hp_free(small);
    hp_free(large);
    CU_ASSERT_EQUAL(place_on("unsorted", large), 1);
    CU_ASSERT_EQUAL(place_on("unsorted", small), 2);
    CU_ASSERT_EQUAL(count_on("small") + count_on("large"), 0);
    heap_is_sound();
}

static void the_next_request_sorts_all(void)
{
    without_cache();
    void *small = with_a_wall(200), *large = with_a_wall(2000);
    hp_free(small);
    hp_free(large);
    hp_malloc(3000);
    CU_ASSERT_EQUAL(count_on("unsorted"), 0);
    CU_ASSERT_EQUAL(place_on("small 208", small), 1);
    CU_ASSERT_EQUAL(place_on("large", large), 1);
    heap_is_sound();
}

static void who_is_served_before_sorts_nothing(void)
{
    without_cache();
    void *a = with_a_wall(200), *b = with_a_wall(300);
    hp_free(a);
    hp_malloc(3000);
    hp_free(b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), a);
    CU_ASSERT_EQUAL(place_on("unsorted", b), 1);
    heap_is_sound();
}

static void a_neighbour_takes_it_along(void)
{
    without_cache();
    void *a = hp_malloc(2000), *b = with_a_wall(2000);
    void *c = with_a_wall(300);
    hp_free(a);
    hp_free(c);
    hp_free(b);
    CU_ASSERT_EQUAL(count_on("unsorted"), 2);
    CU_ASSERT_EQUAL(place_on("unsorted", a), 1);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(a)), 2 * 2016);
    heap_is_sound();
}

static void what_fits_is_taken_unsorted(void)
{
    void *b[3];
    without_cache();
    void *before = with_a_wall(300);
    allocate(3, 2000, b);
    hp_free(before);
    free_all(3, b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(2000), b[0]);
    CU_ASSERT_EQUAL(count_on("unsorted"), 2);
    CU_ASSERT_EQUAL(place_on("small", before), 1);
    CU_ASSERT_EQUAL(count_on("large"), 0);
    CU_ASSERT(chunk_in_use(mem_to_chunk(b[0])));
    heap_is_sound();
}

static void what_fits_goes_through_the_cache(void)
{
    static const int order[] = { 11, 10, 9, 8, 7 };
    void *b[KEPT + 5];
    allocate(KEPT + 5, 200, b);
    free_all(KEPT + 5, b);
    for (int i = 0; i < KEPT; i++)
        hp_malloc(200);
    CU_ASSERT_EQUAL(count_on("unsorted"), 5);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), b[order[0]]);
    CU_ASSERT_EQUAL(count_on("unsorted"), 0);
    CU_ASSERT_EQUAL(self.cache->count[tcache_index(208)], 4);
    for (int i = 1; i < 5; i++)
        CU_ASSERT_PTR_EQUAL(hp_malloc(200), b[order[i]]);
    heap_is_sound();
}

static void what_has_no_room_there_is_handed_out(void)
{
    void *b[KEPT + 10];
    allocate(KEPT + 10, 200, b);
    free_all(KEPT + 10, b);
    for (int i = 0; i < KEPT; i++)
        hp_malloc(200);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), b[KEPT + 7]);
    CU_ASSERT_EQUAL(self.cache->count[tcache_index(208)], KEPT);
    CU_ASSERT_EQUAL(count_on("unsorted"), 2);
    heap_is_sound();
}

static void ten_thousand_are_sorted_at_a_time(void)
{
    enum { MANY = 10001 };
    static void *b[MANY];
    without_cache();
    allocate(MANY, 200, b);
    free_all(MANY, b);
    CU_ASSERT_EQUAL(count_on("unsorted"), MANY);
    hp_malloc(3000);
    CU_ASSERT_EQUAL(count_on("unsorted"), 1);
    CU_ASSERT_EQUAL(place_on("unsorted", b[MANY - 1]), 1);
    hp_malloc(3000);
    CU_ASSERT_EQUAL(count_on("unsorted"), 0);
    CU_ASSERT_EQUAL(count_on("small 208"), MANY);
    heap_is_sound();
}

static void the_order_of_time_survives_sorting(void)
{
    void *b[3];
    without_cache();
    allocate(3, 200, b);
    free_all(3, b);
    hp_malloc(3000);
    for (int i = 0; i < 3; i++)
        CU_ASSERT_PTR_EQUAL(hp_malloc(200), b[i]);
    heap_is_sound();
}

static char *after(void *mem)
{
    return (char *)mem + chunk_size(mem_to_chunk(mem));
}

static void small_requests_bite_side_by_side(void)
{
    without_cache();
    void *a = with_a_wall(1032);
    hp_free(a);
    CU_ASSERT_PTR_EQUAL(hp_malloc(100), a);
    void *b = hp_malloc(200), *c = hp_malloc(24);
    CU_ASSERT_PTR_EQUAL(b, after(a));
    CU_ASSERT_PTR_EQUAL(c, after(b));
    CU_ASSERT_EQUAL(place_on("unsorted", after(c)), 1);
    CU_ASSERT_EQUAL(count_on("small") + count_on("large"), 0);
    heap_is_sound();
}

static void large_requests_do_not_bite(void)
{
    without_cache();
    void *a = with_a_wall(5000);
    hp_free(a);
    hp_malloc(100);
    void *large = hp_malloc(1100);
    CU_ASSERT_PTR_EQUAL(large, after(a));
    CU_ASSERT_PTR_NOT_EQUAL(main_arena.last_remainder,
                            mem_to_chunk(after(large)));
    heap_is_sound();
}

static void what_was_freed_is_not_bitten(void)
{
    without_cache();
    void *a = with_a_wall(1032), *less = with_a_wall(500);
    hp_free(less);
    hp_malloc(3000);
    hp_free(a);
    CU_ASSERT_PTR_EQUAL(hp_malloc(100), less);
    CU_ASSERT_EQUAL(place_on("large", a), 1);
    heap_is_sound();
}

static void a_remainder_with_company_is_not_bitten(void)
{
    without_cache();
    void *a = with_a_wall(1032), *other = with_a_wall(200);
    hp_free(a);
    hp_malloc(100);
    hp_free(other);
    CU_ASSERT_EQUAL(count_on("unsorted"), 2);
    CU_ASSERT_PTR_EQUAL(hp_malloc(100), other);
    CU_ASSERT_EQUAL(place_on("small", after(a)), 1);
    heap_is_sound();
}

static void a_bite_leaves_more_than_a_chunk(void)
{
    without_cache();
    void *a = with_a_wall(1928), *less = with_a_wall(904);
    hp_free(less);
    hp_free(a);
    hp_malloc(3000);
    CU_ASSERT_PTR_EQUAL(hp_malloc(1000), a);
    CU_ASSERT_EQUAL(chunk_size((void *)(after(a) - HEADER)), 928);
    CU_ASSERT_PTR_EQUAL(hp_malloc(928 - MIN_CHUNK - 8), less);
    heap_is_sound();
}

static void the_checker_finds_a_size_ring_in_the_unsorted(void)
{
    without_cache();
    void *large = with_a_wall(2000);
    struct chunk *c = mem_to_chunk(large);
    hp_free(large);
    heap_is_sound();
    c->fd_nextsize = c;
    const char *said = check_heap();
    CU_ASSERT(said != NULL && strncmp(said, "I19:", 4) == 0);
    c->fd_nextsize = NULL;
    heap_is_sound();
}

static void heap_and_model_agree(void)
{
    static struct stream s;
    for (size_t seed = 0; seed < 20; seed++) {
        stream_make(&s, seed, STEPS / 10);
        CU_ASSERT_EQUAL(stream_play(&s), s.steps);
        CU_ASSERT_PTR_NULL(verdict->broken);
    }
}

static void bins_and_those_of_the_model_agree(void)
{
    size_t differ = 0;
    for (size_t size = MIN_CHUNK; size < 1 << 20; size += ALIGNMENT)
        differ += bin_index(size) != model_bin(size);
    CU_ASSERT_EQUAL(differ, 0);
}

static void a_difference_is_found_and_shrunk(void)
{
    static struct stream s;
    tuning.max_fast = 0;
    stream_make(&s, 0, STEPS / 10);
    size_t step = stream_play(&s);
    CU_ASSERT(step < s.steps);
    stream_shrink(&s);
    CU_ASSERT(s.steps <= step + 1 && s.steps < 40);
    CU_ASSERT_EQUAL(stream_play(&s), s.steps - 1);
    CU_ASSERT_NOT_EQUAL(verdict->heap, verdict->model);
    tuning.max_fast = 0x80;
    CU_ASSERT_EQUAL(stream_play(&s), s.steps);
}

static void four_come_from_four_places(void)
{
    without_cache();
    void *a = with_a_wall(2000), *b = with_a_wall(200);
    void *c = with_a_wall(3000);
    hp_free(a);
    hp_free(b);
    hp_free(c);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), b);
    CU_ASSERT_EQUAL(place_on("large", a), 1);
    CU_ASSERT_EQUAL(place_on("unsorted", c), 1);
    CU_ASSERT_PTR_EQUAL(hp_malloc(1000), a);
    CU_ASSERT_EQUAL(place_on("large", c), 1);
    CU_ASSERT_EQUAL(place_on("unsorted", after(a)), 1);
    CU_ASSERT_PTR_EQUAL(hp_malloc(1000), after(a));
    CU_ASSERT_EQUAL(count_on("unsorted"), 0);
    void *g = hp_malloc(2500);
    CU_ASSERT_PTR_EQUAL(g, c);
    CU_ASSERT_EQUAL(place_on("unsorted", after(g)), 1);
    CU_ASSERT_PTR_EQUAL(main_arena.last_remainder,
                        mem_to_chunk(after(a)));
    heap_is_sound();
}

const struct test unsortedbin_tests[] = {
    TEST(what_is_freed_is_not_sorted), TEST(the_next_request_sorts_all),
    TEST(who_is_served_before_sorts_nothing),
    TEST(a_neighbour_takes_it_along), TEST(what_fits_is_taken_unsorted),
    TEST(what_fits_goes_through_the_cache),
    TEST(what_has_no_room_there_is_handed_out),
    TEST(ten_thousand_are_sorted_at_a_time),
    TEST(the_order_of_time_survives_sorting),
    TEST(small_requests_bite_side_by_side),
    TEST(large_requests_do_not_bite), TEST(what_was_freed_is_not_bitten),
    TEST(a_remainder_with_company_is_not_bitten),
    TEST(a_bite_leaves_more_than_a_chunk),
    TEST(the_checker_finds_a_size_ring_in_the_unsorted),
    TEST(heap_and_model_agree), TEST(bins_and_those_of_the_model_agree),
    TEST(a_difference_is_found_and_shrunk),
    TEST(four_come_from_four_places),
    END_OF_TESTS,
};
