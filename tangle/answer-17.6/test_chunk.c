/* test_chunk.c: tangled from book/03-chunks.nw; edit that, not this. */
/* test_chunk.c - the laws L1 to L6, on a piece of memory and on the
   chunks of the running libc. */
#include <malloc.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chunk.h"
#include "test.h"

/* One byte of glibc's is one of 24. Anything else is another malloc, and
   what it keeps in front of its memory is none of our business. */
static bool glibc_answers(void)
{
    void *mem = malloc(1);
    size_t usable = malloc_usable_size(mem);
    free(mem);
    return usable == 24;
}

static alignas(ALIGNMENT) char room[16384];

static struct chunk *first_in_room(void)
{
    return (struct chunk *)(void *)room;
}

static void a_head_is_the_size_with_flags_in_it(void)   /* L4 */
{
    struct chunk *c = first_in_room();
    set_head(c, 0x20 | PREV_IN_USE);
    CU_ASSERT_EQUAL(c->head, 0x21);
    set_head(c, 0x410 | MMAPPED);
    CU_ASSERT_EQUAL(c->head, 0x412);
    set_head(c, 0x30 | NON_MAIN | PREV_IN_USE);
    CU_ASSERT_EQUAL(c->head, 0x35);
}

static void flags_and_size_never_meet(void)             /* L4 */
{
    struct chunk *c = first_in_room();
    for (size_t size = MIN_CHUNK; size < (size_t)1 << 47; size *= 2)
        for (size_t flags = 0; flags <= FLAG_MASK; flags++) {
            set_head(c, size | flags);
            CU_ASSERT_EQUAL(chunk_size(c), size);
            CU_ASSERT_EQUAL(prev_in_use(c), (flags & 1) != 0);
            CU_ASSERT_EQUAL(is_mmapped(c), (flags & 2) != 0);
            CU_ASSERT_EQUAL(is_non_main(c), (flags & 4) != 0);
        }
}

static void writing_a_head_leaves_the_loan_alone(void)  /* L5 */
{
    struct chunk *c = first_in_room();
    memset(c, 'A', sizeof *c);
    set_head(c, 0x40 | PREV_IN_USE);
    CU_ASSERT_EQUAL(c->prev_size, 0x4141414141414141);
    CU_ASSERT_EQUAL(memcmp(&c->fd, "AAAAAAAAAAAAAAAA", 16), 0);
}

static void chunks_lie_edge_to_edge(void)               /* L3 */
{
    struct chunk *c = first_in_room();
    for (size_t size = MIN_CHUNK; size <= 512; size += ALIGNMENT) {
        set_head(c, size | PREV_IN_USE);
        c = next_chunk(c);
    }
    size_t sum = (size_t)((char *)c - room), size = MIN_CHUNK;
    CU_ASSERT_EQUAL(sum, (MIN_CHUNK + 512) * 31 / 2);
    for (c = first_in_room(); size <= 512; size += ALIGNMENT) {
        CU_ASSERT_EQUAL(chunk_size(c), size);
        c = next_chunk(c);
    }
}

static void mem_is_one_header_above_its_chunk(void)     /* L1 */
{
    struct chunk *c = first_in_room();
    char *mem = chunk_to_mem(c);
    CU_ASSERT_EQUAL(mem - (char *)c, 16);
    CU_ASSERT_PTR_EQUAL(mem, &c->fd);
    CU_ASSERT_PTR_EQUAL(mem_to_chunk(mem), c);
    CU_ASSERT_EQUAL((uintptr_t)mem % 16, 0);
}

static void usable_ends_where_the_next_head_begins(void) /* L6 */
{
    struct chunk *c = first_in_room();
    for (size_t size = MIN_CHUNK; size <= 4096; size += ALIGNMENT) {
        set_head(c, size | PREV_IN_USE);
        char *end = (char *)chunk_to_mem(c) + usable_size(c);
        CU_ASSERT_PTR_EQUAL(end, &next_chunk(c)->head);
    }
}

static size_t size_for(size_t request)
{
    size_t size = 0;
    CU_ASSERT(request_to_size(request, &size));
    return size;
}

static void sizes_step_behind_24_40_and_1032(void)      /* L6 */
{
    CU_ASSERT_EQUAL(size_for(0), 0x20);
    CU_ASSERT_EQUAL(size_for(24), 0x20);
    CU_ASSERT_EQUAL(size_for(25), 0x30);
    CU_ASSERT_EQUAL(size_for(40), 0x30);
    CU_ASSERT_EQUAL(size_for(41), 0x40);
    CU_ASSERT_EQUAL(size_for(1032), 0x410);
    CU_ASSERT_EQUAL(size_for(1033), 0x420);
}

static void every_request_fits_and_little_is_left(void)
{
    struct chunk *c = first_in_room();
    for (size_t request = 0; request <= 4096; request++) {
        size_t size = size_for(request);
        CU_ASSERT_EQUAL(size % 16, 0);                  /* L1 */
        CU_ASSERT(size >= 32);                          /* L2 */
        set_head(c, size);
        CU_ASSERT(usable_size(c) >= request);           /* L6 */
        CU_ASSERT(request < 24 || usable_size(c) - request < 16);
    }
}

static void requests_above_PTRDIFF_MAX_have_no_size(void)
{
    size_t size = 1234;
    CU_ASSERT_FALSE(request_to_size((size_t)PTRDIFF_MAX + 1, &size));
    CU_ASSERT_FALSE(request_to_size(SIZE_MAX, &size));
    CU_ASSERT_FALSE(request_to_size(SIZE_MAX - 15, &size));
    CU_ASSERT_EQUAL(size, 1234);
    CU_ASSERT_EQUAL(size_for(PTRDIFF_MAX), 0x8000000000000010);
}

static void the_running_libc_has_our_sizes(void)
{
    if (!glibc_answers())
        return;
    for (size_t request = 0; request <= 4096; request++) {
        struct chunk c = { .head = size_for(request) };
        char *volatile mem = malloc(request);
        CU_ASSERT_EQUAL(malloc_usable_size(mem), usable_size(&c));
        free(mem);
    }
}

static void the_running_libc_writes_our_heads(void)     /* L4 */
{
    if (!glibc_answers())
        return;
    for (size_t request = 0; request <= 4096; request++) {
        char *volatile mem = malloc(request);
        struct chunk *c = mem_to_chunk(mem);
        CU_ASSERT_EQUAL(chunk_size(c), size_for(request));
        CU_ASSERT_FALSE(is_mmapped(c) || is_non_main(c));
        free(mem);
    }
}

static void a_free_chunk_shows_in_the_next_one(void)    /* L5 */
{
    if (!glibc_answers())
        return;
    enum { REQUEST = 20000, SIZE = 20016 };
    char *volatile wall = malloc(REQUEST);
    char *volatile a = malloc(REQUEST), *volatile b = malloc(REQUEST);
    char *volatile other_wall = malloc(REQUEST);
    struct chunk *next = mem_to_chunk(b);
    CU_ASSERT_EQUAL(b - a, SIZE);
    memset(a, 'A', malloc_usable_size(a));
    CU_ASSERT_EQUAL(next->prev_size, 0x4141414141414141);
    CU_ASSERT_EQUAL(next->head, SIZE | PREV_IN_USE);
    free(a);
    CU_ASSERT_EQUAL(next->prev_size, SIZE);
    CU_ASSERT_EQUAL(next->head, SIZE);
    free(b);
    free(wall);
    free(other_wall);
}

const struct test chunk_tests[] = {
    TEST(a_head_is_the_size_with_flags_in_it),
    TEST(flags_and_size_never_meet),
    TEST(writing_a_head_leaves_the_loan_alone),
    TEST(chunks_lie_edge_to_edge),
    TEST(mem_is_one_header_above_its_chunk),
    TEST(usable_ends_where_the_next_head_begins),
    TEST(sizes_step_behind_24_40_and_1032),
    TEST(every_request_fits_and_little_is_left),
    TEST(requests_above_PTRDIFF_MAX_have_no_size),
    TEST(the_running_libc_has_our_sizes),
    TEST(the_running_libc_writes_our_heads),
    TEST(a_free_chunk_shows_in_the_next_one),
    END_OF_TESTS,
};
