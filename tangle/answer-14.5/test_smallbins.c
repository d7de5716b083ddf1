/* test_smallbins.c: tangled from book/12-smallbins.nw; edit that, not this. */
/* test_smallbins.c - what the bins promise: who is on which, who comes off
   first, what becomes of a remainder, and what the map knows. */
#include <pthread.h>
#include <string.h>

#include "arena.h"
#include "hpoc.h"
#include "tcache.h"
#include "test.h"
#include "walk.h"

enum { WORD = 8 };          /* what a chunk has for its own use */

static void begin(void)
{
    hp_malloc(24);
    tuning.tcache_bins = 0;
    tuning.max_fast = 0;
}

static void sort(void)
{
    hp_malloc(5000);
}

/* A block with another behind it, so that it touches nothing free. */
static void *apart(size_t request)
{
    void *mem = hp_malloc(request);
    hp_malloc(24);
    return mem;
}

/* Free chunks of these sizes, freed in this order, on their bins. */
static void lay(int n, const size_t *size, void **mem)
{
    for (int i = 0; i < n; i++)
        mem[i] = apart(size[i] - WORD);
    for (int i = 0; i < n; i++)
        hp_free(mem[i]);
    sort();
}

static void *free_chunk_of(size_t size)
{
    void *mem;
    lay(1, &size, &mem);
    return mem;
}


static struct chunk *bin_of(size_t size)
{
    return bin_at(&main_arena.bins, bin_index(size));
}

static int count_on(const struct chunk *bin)
{
    int count = 0;
    for (const struct chunk *c = bin->fd; c != bin; c = c->fd)
        count++;
    return count;
}

static void check_says(const char *number)
{
    const char *said = check_heap();
    size_t length = number == NULL ? 0 : strlen(number);
    CU_ASSERT(number == NULL ? said == NULL
              : said != NULL && strncmp(said, number, length) == 0);
}

enum { KEPT = 7 };          /* of a size, by the cache */

/* Frees n blocks of 200 bytes, and takes as many as the cache has. */
static void fill_bin(int n, void **block)
{
    tuning.max_fast = 0;
    for (int i = 0; i < n; i++)
        block[i] = apart(200);
    for (int i = 0; i < n; i++)
        hp_free(block[i]);
    sort();
    for (int i = 0; i < KEPT; i++)
        hp_malloc(200);
    CU_ASSERT_EQUAL(count_on(bin_of(208)), n - KEPT);
}

/* The chunk that a small request must get; NULL: who knows. */
static struct chunk *foreseen(size_t size)
{
    struct bins *b = &main_arena.bins;
    size_t i = bin_index(size);
    if (!bin_is_empty(bin_at(b, i)))
        return bin_at(b, i)->bk;
    if (!bin_is_empty(unsorted_bin(&main_arena)))
        return NULL;
    while (++i < BINS)
        if (!bin_is_empty(bin_at(b, i)))
            return bin_at(b, i)->bk;
    return NULL;
}

/* A remainder of one size on the unsorted bin, and a free chunk of another
   on its own. Returns: the remainder's mem; other: the other's. */
static void *leave(size_t size, size_t other_size, void **other)
{
    void *b[2];
    begin();
    lay(2, (const size_t[]){ other_size, 1056 }, b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(1056 - size - WORD), b[1]);
    struct chunk *rest = next_chunk(mem_to_chunk(b[1]));
    CU_ASSERT_PTR_EQUAL(unsorted_bin(&main_arena)->fd, rest);
    CU_ASSERT_EQUAL(chunk_size(rest), size);
    *other = b[0];
    return chunk_to_mem(rest);
}

static void headers_overlap_and_links_do_not(void)
{
    struct bins *b = &main_arena.bins;
    for (size_t i = 1; i < BINS; i++) {
        struct chunk *bin = bin_at(b, i);
        CU_ASSERT_PTR_EQUAL(&bin->fd, &b->links[2 * i - 2]);
        CU_ASSERT_PTR_EQUAL(&bin->bk, &b->links[2 * i - 1]);
    }
}

static void all_bins_are_empty_from_the_start(void)
{
    for (size_t i = 1; i < BINS; i++) {
        struct chunk *bin = bin_at(&main_arena.bins, i);
        CU_ASSERT_PTR_EQUAL(bin->fd, bin);
        CU_ASSERT_PTR_EQUAL(bin->bk, bin);
    }
    CU_ASSERT_EQUAL(next_marked(&main_arena.bins, 0), BINS);
}

static void each_small_size_has_a_bin_of_its_own(void)
{
    for (size_t size = MIN_CHUNK; size < MIN_LARGE; size += ALIGNMENT)
        CU_ASSERT_EQUAL(bin_index(size), size / 16);
    CU_ASSERT_EQUAL(bin_index(1008), 63);
    CU_ASSERT_EQUAL(bin_index(1024), 64);
}

static void a_search_finds_the_next_mark(void)
{
    static struct bins b;
    mark_bin(&b, BINS - 1);
    for (size_t i = 0; i < BINS - 1; i++) {
        mark_bin(&b, i);
        CU_ASSERT_EQUAL(next_marked(&b, 0), i);
        CU_ASSERT_EQUAL(next_marked(&b, i), i);
        CU_ASSERT_EQUAL(next_marked(&b, i + 1), BINS - 1);
        unmark_bin(&b, i);
    }
    unmark_bin(&b, BINS - 1);
    CU_ASSERT_EQUAL(next_marked(&b, 0), BINS);
    CU_ASSERT_EQUAL(next_marked(&b, BINS), BINS);
}

static void a_stale_mark_lasts_until_a_search(void)
{
    begin();
    void *mem = free_chunk_of(208);
    CU_ASSERT_EQUAL(next_marked(&main_arena.bins, 2), 13);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), mem);
    CU_ASSERT(bin_is_empty(bin_of(208)));
    CU_ASSERT_EQUAL(next_marked(&main_arena.bins, 2), 13);
    check_says(NULL);
    hp_malloc(100);
    CU_ASSERT_EQUAL(next_marked(&main_arena.bins, 2), BINS);
    check_says(NULL);
}

static void of_one_size_the_oldest_comes_first(void)
{
    void *b[4];
    begin();
    lay(4, (const size_t[]){ 512, 208, 208, 208 }, b);
    CU_ASSERT_EQUAL(count_on(bin_of(208)), 3);
    for (int i = 1; i < 4; i++)
        CU_ASSERT_PTR_EQUAL(hp_malloc(200), b[i]);
    check_says(NULL);
}

static void freed_chunks_are_on_the_bin_of_their_size(void)
{
    size_t size[62];
    void *b[62];
    begin();
    for (size_t i = 0; i < 62; i++)
        size[i] = MIN_CHUNK + i * ALIGNMENT;
    lay(62, size, b);
    for (size_t i = 0; i < 62; i++) {
        CU_ASSERT_EQUAL(count_on(bin_of(size[i])), 1);
        CU_ASSERT_PTR_EQUAL(bin_of(size[i])->fd, mem_to_chunk(b[i]));
    }
    check_says(NULL);
}

static void what_merges_changes_its_bin(void)
{
    begin();
    void *a = hp_malloc(200), *b = apart(200);
    hp_free(a);
    sort();
    CU_ASSERT_EQUAL(count_on(bin_of(208)), 1);
    hp_free(b);
    sort();
    CU_ASSERT(bin_is_empty(bin_of(208)));
    CU_ASSERT_EQUAL(count_on(bin_of(416)), 1);
    CU_ASSERT_PTR_EQUAL(hp_malloc(408), a);
    check_says(NULL);
}

static void companions_come_off_the_shelf_backwards(void)
{
    static const int order[] = { 7, 11, 10, 9, 8 };
    void *b[12];
    fill_bin(12, b);
    for (int i = 0; i < 5; i++) {
        CU_ASSERT_PTR_EQUAL(hp_malloc(200), b[order[i]]);
        CU_ASSERT(bin_is_empty(bin_of(208)));
        check_says(NULL);
    }
}

static void only_as_many_come_along_as_there_is_room(void)
{
    void *b[20];
    fill_bin(20, b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), b[7]);
    CU_ASSERT_EQUAL(self.cache->count[tcache_index(208)], KEPT);
    CU_ASSERT_EQUAL(count_on(bin_of(208)), 20 - KEPT - 1 - KEPT);
    CU_ASSERT_PTR_EQUAL(bin_of(208)->bk, mem_to_chunk(b[15]));
    check_says(NULL);
}

static void the_smallest_larger_one_is_cut(void)
{
    void *b[4];
    begin();
    lay(4, (const size_t[]){ 512, 304, 1040, 192 }, b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), b[1]);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(b[1])), 208);
    CU_ASSERT_EQUAL(chunk_size(unsorted_bin(&main_arena)->fd), 96);
    check_says(NULL);
}

static void sixteen_bytes_over_are_given_away(void)
{
    begin();
    void *mem = free_chunk_of(224);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), mem);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(mem)), 224);
    CU_ASSERT(bin_is_empty(unsorted_bin(&main_arena)));
    check_says(NULL);
}

static void large_ones_that_are_too_small_are_passed_over(void)
{
    void *b[3];
    begin();
    lay(3, (const size_t[]){ 1040, 2048, 1200 }, b);
    CU_ASSERT_PTR_EQUAL(hp_malloc(1500), b[1]);
    struct chunk *rest = next_chunk(mem_to_chunk(b[1]));
    CU_ASSERT_PTR_EQUAL(unsorted_bin(&main_arena)->fd, rest);
    CU_ASSERT_PTR_NOT_EQUAL(main_arena.last_remainder, rest);
    check_says(NULL);
}

static void the_chunk_that_comes_can_be_foreseen(void)
{
    static void *slot[60];
    size_t state = 2463534242, seen = 0;
    begin();
    for (int step = 0; step < 6000; step++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        void **mem = &slot[state % 60];
        size_t request = (state >> 20) % (step % 20 == 0 ? 3000 : 1000);
        request = request < 24 ? 24 : request;
        hp_free(*mem);
        struct chunk *c = request > 1000 ? NULL
                        : foreseen((request + WORD + 15) / 16 * 16);
        *mem = hp_malloc(request);
        CU_ASSERT(c == NULL || mem_to_chunk(*mem) == c);
        seen += c != NULL;
        if (step % 20 == 0)
            check_says(NULL);
    }
    CU_ASSERT(seen > 200);
}

static void requests_in_a_row_lie_side_by_side(void)
{
    begin();
    char *large = free_chunk_of(1520);
    CU_ASSERT_PTR_EQUAL(hp_malloc(100), large);
    CU_ASSERT_PTR_EQUAL(hp_malloc(40), large + 112);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), large + 112 + 48);
    struct chunk *rest = mem_to_chunk(large + 112 + 48 + 208);
    CU_ASSERT_PTR_EQUAL(main_arena.last_remainder, rest);
    CU_ASSERT_PTR_EQUAL(unsorted_bin(&main_arena)->fd, rest);
    CU_ASSERT_EQUAL(count_on(unsorted_bin(&main_arena)), 1);
    check_says(NULL);
}

static void a_bite_goes_before_a_better_fit(void)
{
    void *better, *rest = leave(256, 224, &better);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), rest);
    CU_ASSERT_EQUAL(chunk_size(main_arena.last_remainder), 48);
    check_says(NULL);
}

static void a_bite_leaves_more_than_32(void)
{
    void *better, *rest = leave(240, 224, &better);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), better);
    CU_ASSERT(bin_is_empty(unsorted_bin(&main_arena)));
    CU_ASSERT_PTR_EQUAL(bin_of(240)->fd, mem_to_chunk(rest));
    check_says(NULL);
}

static void a_remainder_that_fits_is_taken(void)
{
    void *better, *rest = leave(208, 224, &better);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), rest);
    CU_ASSERT(bin_is_empty(unsorted_bin(&main_arena)));
    check_says(NULL);
}

static void the_right_bin_goes_before_the_remainder(void)
{
    void *exact, *rest = leave(512, 208, &exact);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), exact);
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), rest);
    check_says(NULL);
}

static void a_large_request_files_the_remainder(void)
{
    void *better, *rest = leave(240, 224, &better);
    sort();
    CU_ASSERT(bin_is_empty(unsorted_bin(&main_arena)));
    CU_ASSERT_PTR_EQUAL(bin_of(240)->fd, mem_to_chunk(rest));
    CU_ASSERT_PTR_EQUAL(main_arena.last_remainder, mem_to_chunk(rest));
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), better);
    check_says(NULL);
}

static void a_large_request_does_not_bite(void)
{
    begin();
    char *mem = free_chunk_of(4000);
    CU_ASSERT_PTR_EQUAL(hp_malloc(100), mem);
    char *large = hp_malloc(1100);
    CU_ASSERT_PTR_EQUAL(large, mem + 112);
    CU_ASSERT_PTR_NOT_EQUAL(main_arena.last_remainder,
                            next_chunk(mem_to_chunk(large)));
    check_says(NULL);
}

static void *use_bins(void *unused)
{
    void *small = apart(200), *large = apart(1500);
    struct chunk *c = mem_to_chunk(large);
    struct arena *a = arena_of(c);
    CU_ASSERT_PTR_NOT_EQUAL(a, &main_arena);
    hp_free(small);
    hp_free(large);
    sort();
    CU_ASSERT_PTR_EQUAL(hp_malloc(200), small);
    CU_ASSERT_PTR_EQUAL(arena_of(mem_to_chunk(small)), a);
    CU_ASSERT_PTR_EQUAL(hp_malloc(100), large);
    CU_ASSERT_PTR_EQUAL(arena_of(c), a);
    CU_ASSERT_PTR_EQUAL(a->last_remainder, next_chunk(c));
    CU_ASSERT_FALSE(is_non_main(next_chunk(c)));
    check_says(NULL);
    return unused;
}

static void each_arena_has_bins_of_its_own(void)
{
    pthread_t thread;
    begin();
    if (pthread_create(&thread, NULL, use_bins, NULL) == 0)
        pthread_join(thread, NULL);
    CU_ASSERT_EQUAL(next_marked(&main_arena.bins, 0), BINS);
    check_says(NULL);
}

static void the_checker_finds_a_chunk_on_the_wrong_bin(void)
{
    begin();
    struct chunk *c = mem_to_chunk(free_chunk_of(208));
    unlink_chunk(c);
    check_says("I8:");
    link_first(bin_of(224), c);
    mark_bin(&main_arena.bins, bin_index(224));
    check_says("I15:");
    unlink_chunk(c);
    link_first(bin_of(208), c);
    check_says(NULL);
}

static void the_checker_finds_a_bin_without_a_mark(void)
{
    begin();
    free_chunk_of(208);
    unmark_bin(&main_arena.bins, 13);
    check_says("I16:");
    mark_bin(&main_arena.bins, 13);
    check_says(NULL);
}

static bool see_name(void *chunk, const char *list, const void *at)
{
    return at != chunk || strcmp(list, "small 208") != 0;
}

static void the_walker_names_the_bins(void)
{
    begin();
    CU_ASSERT_FALSE(walk_lists(see_name, mem_to_chunk(free_chunk_of(208))));
    CU_ASSERT(walk_lists(see_name, mem_to_chunk(free_chunk_of(224))));
}

const struct test smallbins_tests[] = {
    TEST(headers_overlap_and_links_do_not),
    TEST(all_bins_are_empty_from_the_start),
    TEST(each_small_size_has_a_bin_of_its_own),
    TEST(a_search_finds_the_next_mark),
    TEST(a_stale_mark_lasts_until_a_search),
    TEST(of_one_size_the_oldest_comes_first),
    TEST(freed_chunks_are_on_the_bin_of_their_size),
    TEST(what_merges_changes_its_bin),
    TEST(companions_come_off_the_shelf_backwards),
    TEST(only_as_many_come_along_as_there_is_room),
    TEST(the_smallest_larger_one_is_cut),
    TEST(sixteen_bytes_over_are_given_away),
    TEST(large_ones_that_are_too_small_are_passed_over),
    TEST(the_chunk_that_comes_can_be_foreseen),
    TEST(requests_in_a_row_lie_side_by_side),
    TEST(a_bite_goes_before_a_better_fit), TEST(a_bite_leaves_more_than_32),
    TEST(a_remainder_that_fits_is_taken),
    TEST(the_right_bin_goes_before_the_remainder),
    TEST(a_large_request_files_the_remainder),
    TEST(a_large_request_does_not_bite),
    TEST(each_arena_has_bins_of_its_own),
    TEST(the_checker_finds_a_chunk_on_the_wrong_bin),
    TEST(the_checker_finds_a_bin_without_a_mark),
    TEST(the_walker_names_the_bins),
    END_OF_TESTS,
};
