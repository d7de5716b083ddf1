/* test_largebins.c: tangled from book/13-largebins.nw; edit that, not this. */
/* test_largebins.c - what the large bins promise: which bin a size has, in
   which order its chunks stand, which of them is taken, and who inherits
   a place on the ring of sizes. */
#include <string.h>

#include "arena.h"
#include "bins.h"
#include "hpoc.h"
#include "test.h"
#include "tune.h"
#include "walk.h"

enum { LOTS = 2 << 20 };    /* more than any free chunk here has */

static void plain(void)
{
    hp_malloc(24);
    tuning.tcache_bins = 0;
    tuning.max_fast = 0;
}

/* A block for a chunk of this size, and a wall behind it. */
static void *walled(size_t size)
{
    void *mem = hp_malloc(size - 8);
    hp_malloc(24);
    return mem;
}

static void sort_all(void)
{
    hp_malloc(LOTS);
    CU_ASSERT_PTR_NULL(check_heap());
}

static struct chunk *bin_of(size_t size)
{
    return bin_at(&main_arena.bins, bin_index(size));
}

/* Has the bin of this size these blocks' chunks, in this order, and no
   others? */
static bool bin_has(size_t size, int n, void *const *mem)
{
    struct chunk *bin = bin_of(size), *c = bin->fd;
    for (int i = 0; i < n; i++, c = c->fd)
        if (c != mem_to_chunk(mem[i]))
            return false;
    return c == bin;
}

struct fit {
    size_t wanted, best;
};

static bool look_for_fit(void *fit, const struct walk_item *item)
{
    struct fit *f = fit;
    if (item->kind == WALK_FREE && item->size >= f->wanted
        && item->size < f->best)
        f->best = item->size;
    return true;
}

/* The size of the smallest free chunk of so many bytes; SIZE_MAX: none. */
static size_t best_fit(size_t size)
{
    struct fit f = { size, SIZE_MAX };
    walk_heap(look_for_fit, &f);
    return f.best;
}

/* How long was the free chunk from which c has been cut? */
static size_t cut_from(struct chunk *c)
{
    struct chunk *next = next_chunk(c);
    return next == main_arena.top || chunk_in_use(next) ? chunk_size(c)
        : chunk_size(c) + chunk_size(next);
}

static void each_bin_begins_where_glibcs_does(void)
{
    static const struct { size_t size, bin; } first[] = {
        { 0x400, 64 }, { 0x440, 65 }, { 0xc00, 96 }, { 0xc40, 97 },
        { 0xe00, 98 }, { 0x2800, 111 }, { 0x2a00, 112 }, { 0x3000, 113 },
        { 0x9000, 119 }, { 0xa000, 120 }, { 0x10000, 121 },
        { 0x18000, 122 }, { 0x20000, 123 }, { 0x28000, 124 },
        { 0x40000, 125 }, { 0x80000, 126 },
    };
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        CU_ASSERT_EQUAL(bin_index(first[i].size), first[i].bin);
        CU_ASSERT_EQUAL(bin_index(first[i].size - 16), first[i].bin - 1);
    }
    CU_ASSERT_EQUAL(bin_index((size_t)1 << 40), 126);
}

static void a_larger_size_never_has_a_lower_bin(void)
{
    for (size_t size = MIN_CHUNK; size < 1 << 20; size += ALIGNMENT) {
        size_t step = bin_index(size + ALIGNMENT) - bin_index(size);
        CU_ASSERT(step == 0 || step == 1);
    }
}

static void a_bin_is_sorted(void)
{
    plain();
    void *b[] = { walled(3520), walled(3424), walled(3408), walled(3392),
                  walled(3216) };
    static const int order[] = { 2, 3, 0, 4, 1 };
    for (int i = 0; i < 5; i++) {
        hp_free(b[order[i]]);
        sort_all();
    }
    CU_ASSERT(bin_has(3216, 5, b));
}

static void a_new_one_stands_behind_the_first_of_its_size(void)
{
    plain();
    void *large = walled(3520), *small = walled(3216);
    void *a = walled(3408), *b = walled(3408), *c = walled(3408);
    void *order[] = { large, a, c, b, small };
    hp_free(a);
    hp_free(small);
    hp_free(b);
    hp_free(large);
    hp_free(c);
    sort_all();
    CU_ASSERT(bin_has(3408, 5, order));
}

static void the_ring_of_sizes_leaves_out_equals(void)
{
    plain();
    void *b[6];
    for (size_t i = 0; i < 6; i++)
        b[i] = walled(3216 + i / 2 * 96);
    for (int i = 0; i < 6; i++)
        hp_free(b[i]);
    sort_all();
    struct chunk *large = mem_to_chunk(b[4]), *small = mem_to_chunk(b[0]);
    CU_ASSERT_PTR_EQUAL(bin_of(3216)->fd, large);
    CU_ASSERT_PTR_EQUAL(large->fd_nextsize, mem_to_chunk(b[2]));
    CU_ASSERT_PTR_EQUAL(large->fd_nextsize->fd_nextsize, small);
    CU_ASSERT_PTR_EQUAL(small->fd_nextsize, large);
    CU_ASSERT_PTR_EQUAL(large->bk_nextsize, small);
    CU_ASSERT_PTR_NULL(mem_to_chunk(b[1])->fd_nextsize);
}

static void when_the_first_merges_the_second_inherits(void)
{
    plain();
    void *before = hp_malloc(200), *a = walled(3408), *b = walled(3408);
    void *small = walled(3216), *c = walled(3408);
    void *order[] = { c, b, small };
    hp_free(a);
    hp_free(b);
    hp_free(c);
    hp_free(small);
    sort_all();
    hp_free(before);
    sort_all();
    CU_ASSERT(bin_has(3408, 3, order));
    CU_ASSERT_PTR_EQUAL(mem_to_chunk(c)->fd_nextsize, mem_to_chunk(small));
    CU_ASSERT_PTR_NULL(mem_to_chunk(b)->fd_nextsize);
}

static void without_an_equal_nobody_inherits(void)
{
    plain();
    void *large = walled(3520), *below = hp_malloc(392);
    void *middle = walled(3408), *below_last = hp_malloc(392);
    void *last = walled(3216);
    hp_free(large);
    hp_free(middle);
    hp_free(last);
    sort_all();
    hp_free(below);
    sort_all();
    CU_ASSERT_PTR_EQUAL(mem_to_chunk(last)->bk_nextsize,
                        mem_to_chunk(large));
    hp_free(below_last);
    sort_all();
    CU_ASSERT(bin_has(3408, 1, &large));
}

static void the_heir_of_a_ring_of_one_is_alone(void)
{
    plain();
    void *below = hp_malloc(392), *first = walled(3408);
    void *heir = walled(3408);
    hp_free(first);
    hp_free(heir);
    sort_all();
    hp_free(below);
    sort_all();
    struct chunk *c = mem_to_chunk(heir);
    CU_ASSERT(bin_has(3408, 1, &heir));
    CU_ASSERT_PTR_EQUAL(c->fd_nextsize, c);
    CU_ASSERT_PTR_EQUAL(c->bk_nextsize, c);
}

static void the_smallest_that_is_enough_is_taken(void)
{
    plain();
    void *large = walled(3520), *fits = walled(3408);
    void *small = walled(3216);
    hp_free(large);
    hp_free(fits);
    hp_free(small);
    CU_ASSERT_PTR_EQUAL(hp_malloc(3300), fits);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(fits)), 3312);
    CU_ASSERT_PTR_EQUAL(hp_malloc(3408), large);
    CU_ASSERT_PTR_EQUAL(hp_malloc(3100), small);
    sort_all();
}

static void the_last_freed_of_its_size_comes_back_first(void)
{
    void *b[5];
    plain();
    for (int i = 0; i < 5; i++)
        b[i] = walled(2016);
    for (int i = 0; i < 5; i++)
        hp_free(b[i]);
    sort_all();
    for (int i = 4; i >= 0; i--)
        CU_ASSERT_PTR_EQUAL(hp_malloc(2008), b[i]);
}

static void a_larger_bin_gives_its_smallest(void)
{
    plain();
    void *large = walled(3520), *small = walled(3216);
    hp_free(large);
    hp_free(small);
    CU_ASSERT_PTR_EQUAL(hp_malloc(2000), small);
    sort_all();
}

static void a_rest_of_16_bytes_is_not_cut_off(void)
{
    plain();
    void *mem = walled(0x500);
    hp_free(mem);
    CU_ASSERT_PTR_EQUAL(hp_malloc(0x4e8), mem);
    CU_ASSERT_EQUAL(chunk_size(mem_to_chunk(mem)), 0x500);
    sort_all();
}

static void each_large_request_gets_the_best_fit(void)
{
    static void *block[64];
    uint64_t state = 1;
    plain();
    for (int i = 0; i < 2000; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        void **b = &block[state >> 58];
        hp_free(*b);
        size_t size = 1024 + (state >> 40 & 0x3ff) * 16
                      * (1 + (state >> 50 & 3)), best = best_fit(size);
        *b = memset(hp_malloc(size - 8), 0x5a, size - 8);
        if (best != SIZE_MAX)
            CU_ASSERT_EQUAL(cut_from(mem_to_chunk(*b)), best);
    }
    sort_all();
}

static void check_says(const char *number)
{
    const char *said = check_heap();
    CU_ASSERT(said != NULL && strncmp(said, number, 4) == 0);
}

/* Three free chunks of 3,520, 3,408 and 3,408 bytes, in one bin. */
static void three_are_sorted(struct chunk **c)
{
    plain();
    void *b[] = { walled(3520), walled(3408), walled(3408) };
    for (int i = 0; i < 3; i++) {
        hp_free(b[i]);
        c[i] = mem_to_chunk(b[i]);
    }
    sort_all();
}

static void the_checker_finds_a_bin_that_is_not_sorted(void)
{
    struct chunk *c[3], *bin = bin_of(3408);
    three_are_sorted(c);
    bin->bk = c[1];
    c[1]->fd = bin;
    link_first(bin, c[2]);
    check_says("I17:");
}

/* Writes to a link, asks the checker, and puts back what was there. */
static void spoil(struct chunk **link, struct chunk *to)
{
    struct chunk *was = *link;
    *link = to;
    check_says("I18:");
    *link = was;
    CU_ASSERT_PTR_NULL(check_heap());
}

static void the_checker_finds_a_spoilt_ring_of_sizes(void)
{
    struct chunk *c[3];
    three_are_sorted(c);
    spoil(&c[2]->fd_nextsize, c[0]);
    spoil(&c[0]->fd_nextsize, c[2]);
    spoil(&c[1]->bk_nextsize, c[1]);
    spoil(&c[1]->fd_nextsize, c[1]);
    spoil(&c[0]->bk_nextsize, c[2]);
}

const struct test largebins_tests[] = {
    TEST(each_bin_begins_where_glibcs_does),
    TEST(a_larger_size_never_has_a_lower_bin), TEST(a_bin_is_sorted),
    TEST(a_new_one_stands_behind_the_first_of_its_size),
    TEST(the_ring_of_sizes_leaves_out_equals),
    TEST(when_the_first_merges_the_second_inherits),
    TEST(without_an_equal_nobody_inherits),
    TEST(the_heir_of_a_ring_of_one_is_alone),
    TEST(the_smallest_that_is_enough_is_taken),
    TEST(the_last_freed_of_its_size_comes_back_first),
    TEST(a_larger_bin_gives_its_smallest),
    TEST(a_rest_of_16_bytes_is_not_cut_off),
    TEST(each_large_request_gets_the_best_fit),
    TEST(the_checker_finds_a_bin_that_is_not_sorted),
    TEST(the_checker_finds_a_spoilt_ring_of_sizes),
    END_OF_TESTS,
};
