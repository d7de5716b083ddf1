/* test_contract.c: tangled from book/02-contract.nw; edit that, not this. */
/* test_contract.c - what every heap of this book owes its callers. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "hpoc.h"
#include "os_test.h"
#include "test.h"
#include "walk.h"

static bool aligned_to(const void *mem, size_t alignment)
{
    return mem != NULL && (uintptr_t)mem % alignment == 0;
}

/* A pattern that no other block and no other offset is likely to have. */
static unsigned char pattern(size_t seed, size_t i)
{
    return (unsigned char)((seed * 131 + i * 7) >> 1);
}

static void fill(void *mem, size_t size, size_t seed)
{
    unsigned char *bytes = mem;
    for (size_t i = 0; i < size; i++)
        bytes[i] = pattern(seed, i);
}

static bool holds(const void *mem, size_t size, size_t seed)
{
    const unsigned char *bytes = mem;
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != pattern(seed, i))
            return false;
    return true;
}

static void heap_holds(void)
{
    const char *broken = check_heap();
    if (broken != NULL)
        CU_assertImplementation(CU_FALSE, __LINE__, broken, __FILE__,
                                "", CU_FALSE);
}

static void refused_with_enomem(void *mem)
{
    CU_ASSERT_PTR_NULL(mem);
    CU_ASSERT_EQUAL(errno, ENOMEM);
    errno = 0;
}

static size_t next_random(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state >> 16);
}

static void addresses_are_multiples_of_16(void)                 /* C1 */
{
    for (size_t size = 0; size <= 300; size++)
        CU_ASSERT(aligned_to(hp_malloc(size), 16));
    CU_ASSERT(aligned_to(hp_calloc(3, 7), 16));
    CU_ASSERT(aligned_to(hp_realloc(hp_malloc(9), 99), 16));
    heap_holds();
}

enum { BLOCKS = 64 };
static struct block {
    unsigned char *mem;
    size_t size;
} blocks[BLOCKS];

static bool overlaps_another(size_t i)
{
    for (size_t j = 0; j < BLOCKS; j++)
        if (j != i && blocks[j].mem != NULL
            && blocks[i].mem < blocks[j].mem + blocks[j].size
            && blocks[j].mem < blocks[i].mem + blocks[i].size)
            return true;
    return false;
}

static void free_block(size_t i)
{
    struct block *b = &blocks[i];
    CU_ASSERT(holds(b->mem, b->size, i));
    hp_free(b->mem);
    b->mem = NULL;
}

static void allocate_block(size_t i)
{
    struct block *b = &blocks[i];
    b->size = next_random() % 8 == 0 ? next_random() % 20000
                                     : next_random() % 200;
    b->mem = hp_malloc(b->size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(b->mem);
    CU_ASSERT_FALSE(overlaps_another(i));
    fill(b->mem, b->size, i);
}

static void live_blocks_never_overlap(void)                     /* C2 */
{
    for (int step = 0; step < 8000; step++) {
        size_t i = next_random() % BLOCKS;
        (blocks[i].mem != NULL ? free_block : allocate_block)(i);
        if (step % 16 == 0)
            heap_holds();
    }
    for (size_t i = 0; i < BLOCKS; i++)
        if (blocks[i].mem != NULL)
            free_block(i);
}

static void malloc_of_0_gives_an_address_of_its_own(void)       /* C5 */
{
    void *a = hp_malloc(0), *b = hp_malloc(0);
    CU_ASSERT_PTR_NOT_NULL(a);
    CU_ASSERT_PTR_NOT_NULL(b);
    CU_ASSERT_PTR_NOT_EQUAL(a, b);
    hp_free(a);
    hp_free(b);
    heap_holds();
}

static void requests_above_PTRDIFF_MAX_are_refused(void)        /* C6 */
{
    size_t most = PTRDIFF_MAX;
    errno = 0;
    refused_with_enomem(hp_malloc(most));
    refused_with_enomem(hp_malloc(most + 1));
    refused_with_enomem(hp_malloc(SIZE_MAX));
    refused_with_enomem(hp_malloc(SIZE_MAX - 15));
    refused_with_enomem(hp_calloc(1, most + 1));
    refused_with_enomem(hp_realloc(NULL, most + 1));
    refused_with_enomem(hp_memalign(64, most));
    refused_with_enomem(hp_memalign(64, most + 1));
    refused_with_enomem(hp_memalign(64, SIZE_MAX - 32));
    refused_with_enomem(hp_valloc(SIZE_MAX));
    refused_with_enomem(hp_pvalloc(SIZE_MAX));
    heap_holds();
}

static void usable_size_covers_the_request(void)                /* C5 */
{
    CU_ASSERT_EQUAL(hp_malloc_usable_size(NULL), 0);
    for (size_t size = 0; size < 50000; size = size * 2 + 1) {
        void *mem = hp_malloc(size), *next = hp_malloc(1);
        fill(next, 1, 9);
        size_t usable = hp_malloc_usable_size(mem);
        CU_ASSERT(usable >= size);
        fill(mem, usable, size);
        CU_ASSERT(holds(mem, usable, size));
        CU_ASSERT(holds(next, 1, 9));
        heap_holds();
    }
}

static void free_of_null_does_nothing(void)                     /* C7 */
{
    hp_free(NULL);
    CU_ASSERT_EQUAL(os_counts.sbrks + os_counts.maps, 0);
}

static void free_keeps_errno(void)                              /* C7 */
{
    void *small = hp_malloc(24), *large = hp_malloc(1 << 20);
    errno = 1234;
    hp_free(small);
    hp_free(large);
    CU_ASSERT_EQUAL(errno, 1234);
}

static void contents_survive_growing(void)                      /* C3 */
{
    size_t size = 1;
    void *mem = hp_malloc(size);
    fill(mem, size, 1);
    while (size < 300000) {
        size_t larger = size * 2 + 13;
        mem = hp_realloc(mem, larger);
        CU_ASSERT_PTR_NOT_NULL_FATAL(mem);
        CU_ASSERT(holds(mem, size, 1));
        size = larger;
        fill(mem, size, 1);
        heap_holds();
    }
    hp_free(mem);
}

static void contents_survive_shrinking(void)                    /* C3 */
{
    size_t size = 100000;
    void *mem = hp_malloc(size);
    fill(mem, size, 2);
    while (size > 1) {
        size /= 3;
        mem = hp_realloc(mem, size + 1);
        CU_ASSERT_PTR_NOT_NULL_FATAL(mem);
        CU_ASSERT(holds(mem, size + 1, 2));
        heap_holds();
    }
    hp_free(mem);
}

static void contents_survive_a_move(void)                       /* C3 */
{
    char *a = hp_malloc(100), *wall = hp_malloc(100);
    fill(a, 100, 3);
    fill(wall, 100, 4);
    char *moved = hp_realloc(a, 5000);
    CU_ASSERT_PTR_NOT_NULL_FATAL(moved);
    CU_ASSERT(holds(moved, 100, 3));
    CU_ASSERT(holds(wall, 100, 4));
    heap_holds();
}

static void realloc_of_null_is_malloc(void)
{
    void *mem = hp_realloc(NULL, 40);
    CU_ASSERT_PTR_NOT_NULL_FATAL(mem);
    fill(mem, 40, 5);
    CU_ASSERT(holds(mem, 40, 5));
    hp_free(mem);
}

static void realloc_to_0_frees(void)
{
    CU_ASSERT_PTR_NULL(hp_realloc(hp_malloc(40), 0));
    void *mem = hp_realloc(NULL, 0);
    CU_ASSERT_PTR_NOT_NULL(mem);
    hp_free(mem);
    heap_holds();
    for (int i = 0; i < 1000; i++)
        hp_free(hp_malloc(1000));
    size_t freed = os_counts.peak;
    for (int i = 0; i < 1000; i++)
        hp_realloc(hp_malloc(1000), 0);
    CU_ASSERT(os_counts.peak < 3 * freed);
}

static bool all_zero(const void *mem, size_t size)
{
    const unsigned char *bytes = mem;
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

static void calloc_clears_what_was_used_before(void)            /* C4 */
{
    void *dirty[50];
    for (size_t i = 0; i < 50; i++) {
        dirty[i] = hp_malloc(i * 40);
        fill(dirty[i], i * 40, i + 1);
    }
    for (size_t i = 0; i < 50; i++)
        hp_free(dirty[i]);
    for (size_t i = 0; i < 50; i++) {
        void *again = hp_malloc(i * 40);
        fill(again, i * 40, i + 1);
        hp_free(again);
        void *mem = hp_calloc(i, 40);
        CU_ASSERT_PTR_NOT_NULL_FATAL(mem);
        CU_ASSERT(all_zero(mem, i * 40));
    }
    heap_holds();
}

static void calloc_refuses_an_overflowing_product(void)         /* C6 */
{
    errno = 0;
    refused_with_enomem(hp_calloc(SIZE_MAX / 2, 3));
    refused_with_enomem(hp_calloc(SIZE_MAX / 16 + 2, 16));
    CU_ASSERT_PTR_NOT_NULL(hp_calloc(0, SIZE_MAX));
    heap_holds();
}

static void reallocarray_refuses_an_overflowing_product(void)   /* C6 */
{
    errno = 0;
    refused_with_enomem(hp_reallocarray(NULL, SIZE_MAX / 16 + 2, 16));
    int *row = hp_reallocarray(NULL, 10, sizeof *row);
    CU_ASSERT_PTR_NOT_NULL_FATAL(row);
    fill(row, 10 * sizeof *row, 7);
    row = hp_reallocarray(row, 1000, sizeof *row);
    CU_ASSERT_PTR_NOT_NULL_FATAL(row);
    CU_ASSERT(holds(row, 10 * sizeof *row, 7));
}

static void memalign_gives_any_power_of_two(void)               /* C1 */
{
    for (size_t alignment = 1; alignment <= 1 << 20; alignment *= 2) {
        void *mem = hp_memalign(alignment, 100);
        CU_ASSERT_PTR_NOT_NULL_FATAL(mem);
        CU_ASSERT(aligned_to(mem, alignment));
        CU_ASSERT(aligned_to(mem, 16));
        fill(mem, 100, alignment);
        CU_ASSERT(holds(mem, 100, alignment));
        heap_holds();
    }
}

static void memalign_rounds_up_to_a_power_of_two(void)          /* C1 */
{
    CU_ASSERT(aligned_to(hp_memalign(24, 10), 32));
    CU_ASSERT(aligned_to(hp_memalign(33, 10), 64));
    CU_ASSERT(aligned_to(hp_aligned_alloc(100, 10), 128));
    CU_ASSERT_PTR_NOT_NULL(hp_memalign(0, 10));
    heap_holds();
}

static void memalign_refuses_what_no_power_reaches(void)        /* C6 */
{
    errno = 0;
    CU_ASSERT_PTR_NULL(hp_memalign(SIZE_MAX, 1));
    CU_ASSERT_EQUAL(errno, EINVAL);
    errno = 0;
    refused_with_enomem(hp_memalign(SIZE_MAX / 2 + 1, 1));
    refused_with_enomem(hp_memalign((size_t)1 << 62, PTRDIFF_MAX));
    heap_holds();
}

static void posix_memalign_returns_its_error(void)              /* C6 */
{
    static char untouched;
    void *mem = &untouched;
    errno = 1234;
    CU_ASSERT_EQUAL(hp_posix_memalign(&mem, 0, 10), EINVAL);
    CU_ASSERT_EQUAL(hp_posix_memalign(&mem, 4, 10), EINVAL);
    CU_ASSERT_EQUAL(hp_posix_memalign(&mem, 24, 10), EINVAL);
    CU_ASSERT_EQUAL(errno, 1234);
    CU_ASSERT_EQUAL(hp_posix_memalign(&mem, 64, SIZE_MAX), ENOMEM);
    CU_ASSERT_PTR_EQUAL(mem, &untouched);
    CU_ASSERT_EQUAL(hp_posix_memalign(&mem, 256, 10), 0);
    CU_ASSERT(aligned_to(mem, 256));
    heap_holds();
}

static void valloc_and_pvalloc_give_whole_pages(void)           /* C1 */
{
    void *mem = hp_valloc(10);
    CU_ASSERT(aligned_to(mem, 4096));
    mem = hp_pvalloc(10);
    CU_ASSERT(aligned_to(mem, 4096));
    CU_ASSERT(hp_malloc_usable_size(mem) >= 4096);
    fill(mem, 4096, 8);
    heap_holds();
}

static void out_of_memory_gives_null_and_the_heap_lives_on(void)
{
    void *before = hp_malloc(100);
    fill(before, 100, 10);
    os_allow(1 << 20);
    size_t given = 0;
    errno = 0;
    while (given < 10000 && hp_malloc(1000) != NULL)
        given++;
    CU_ASSERT(given < 10000);
    CU_ASSERT_EQUAL(errno, ENOMEM);
    errno = 0;
    refused_with_enomem(hp_malloc(1 << 21));
    CU_ASSERT(holds(before, 100, 10));
    heap_holds();
    os_allow(SIZE_MAX);
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(1000));
    heap_holds();
}

static void a_refused_realloc_leaves_the_block_alone(void)      /* C6 */
{
    void *mem = hp_malloc(100);
    fill(mem, 100, 6);
    errno = 0;
    refused_with_enomem(hp_realloc(mem, (size_t)PTRDIFF_MAX + 1));
    refused_with_enomem(hp_reallocarray(mem, SIZE_MAX / 2, 3));
    os_allow(0);
    refused_with_enomem(hp_realloc(mem, (size_t)1 << 30));
    CU_ASSERT(holds(mem, 100, 6));
    heap_holds();
}

struct picture {
    size_t pieces, hash;
};

static bool add_to_picture(void *context, const struct walk_item *item)
{
    struct picture *p = context;
    p->pieces++;
    p->hash = p->hash * 31 + (size_t)(uintptr_t)item->at;
    p->hash = p->hash * 31 + item->size * 8 + item->kind;
    return true;
}

static struct picture picture_of_the_heap(void)
{
    struct picture p = { 0, 0 };
    walk_heap(add_to_picture, &p);
    return p;
}

static void a_refused_call_changes_nothing(void)                /* C6 */
{
    void *mem = hp_malloc(100);
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(3000));
    struct picture before = picture_of_the_heap();
    size_t bytes = os_counts.bytes;
    os_allow(1 << 20);
    CU_ASSERT_PTR_NULL(hp_malloc((size_t)1 << 30));
    CU_ASSERT_PTR_NULL(hp_malloc(SIZE_MAX));
    CU_ASSERT_PTR_NULL(hp_calloc((size_t)1 << 15, (size_t)1 << 15));
    CU_ASSERT_PTR_NULL(hp_realloc(mem, (size_t)1 << 30));
    CU_ASSERT_PTR_NULL(hp_memalign((size_t)1 << 30, 16));
    struct picture after = picture_of_the_heap();
    CU_ASSERT_EQUAL(before.pieces, after.pieces);
    CU_ASSERT_EQUAL(before.hash, after.hash);
    CU_ASSERT_EQUAL(bytes, os_counts.bytes);
    heap_holds();
}

static void freed_memory_comes_back(void)                       /* C8 */
{
    for (int i = 0; i < 20000; i++) {
        void *mem = hp_malloc(64);
        CU_ASSERT_PTR_NOT_NULL_FATAL(mem);
        hp_free(mem);
    }
    CU_ASSERT(os_counts.peak <= 1 << 20);
    heap_holds();
}

static bool count_and_stop(void *count, const struct walk_item *item)
{
    (void)item;
    ++*(size_t *)count;
    return false;
}

static void a_visitor_may_stop_the_walk(void)
{
    size_t seen = 0;
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(24));
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(24));
    CU_ASSERT_FALSE(walk_heap(count_and_stop, &seen));
    CU_ASSERT_EQUAL(seen, 1);
}

static void *churn(void *seed)
{
    size_t own = (size_t)(uintptr_t)seed;
    static _Thread_local void *mine[32];
    for (size_t step = 0; step < 20000; step++) {
        size_t i = (step * 7 + own) % 32;
        if (mine[i] != NULL && !holds(mine[i], 48, own + i))
            return mine;   /* anything but NULL: spoilt */
        hp_free(mine[i]);
        mine[i] = hp_malloc(48);
        if (mine[i] == NULL)
            return mine;
        fill(mine[i], 48, own + i);
    }
    return NULL;
}

static void threads_may_share_the_heap(void)                    /* C9 */
{
    pthread_t threads[4];
    void *spoilt;
    for (uintptr_t i = 0; i < 4; i++)
        CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, churn,
                                             (void *)(i * 1000)), 0);
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], &spoilt);
        if (spoilt != NULL)
            CU_FAIL("a block changed under its owner, or none was left");
    }
    heap_holds();
}

const struct test contract_tests[] = {
    TEST(addresses_are_multiples_of_16),
    TEST(live_blocks_never_overlap),
    TEST(malloc_of_0_gives_an_address_of_its_own),
    TEST(requests_above_PTRDIFF_MAX_are_refused),
    TEST(usable_size_covers_the_request),
    TEST(free_of_null_does_nothing),
    TEST(free_keeps_errno),
    TEST(contents_survive_growing),
    TEST(contents_survive_shrinking),
    TEST(contents_survive_a_move),
    TEST(realloc_of_null_is_malloc),
    TEST(realloc_to_0_frees),
    TEST(calloc_clears_what_was_used_before),
    TEST(calloc_refuses_an_overflowing_product),
    TEST(reallocarray_refuses_an_overflowing_product),
    TEST(memalign_gives_any_power_of_two),
    TEST(memalign_rounds_up_to_a_power_of_two),
    TEST(memalign_refuses_what_no_power_reaches),
    TEST(posix_memalign_returns_its_error),
    TEST(valloc_and_pvalloc_give_whole_pages),
    TEST(out_of_memory_gives_null_and_the_heap_lives_on),
    TEST(a_refused_realloc_leaves_the_block_alone),
    TEST(a_refused_call_changes_nothing),
    TEST(freed_memory_comes_back),
    TEST(a_visitor_may_stop_the_walk),
    TEST(threads_may_share_the_heap),
    END_OF_TESTS,
};
