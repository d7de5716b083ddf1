/* test_answer.c: tangled from book/answers/03-chunks.nw; edit that, not this. */
/* test_answer.c - a suite of the answer's own. */
#include <stdalign.h>

#include "chunk.h"
#include "test.h"

static alignas(ALIGNMENT) char room[16384];

static struct chunk *first_in_room(void)
{
    return (struct chunk *)(void *)room;
}

static void a_freed_chunk_says_so(void)
{
    struct chunk *c = first_in_room();
    for (size_t flags = 0; flags <= FLAG_MASK; flags++) {
        set_head(c, 0x40 | flags);
        CU_ASSERT_EQUAL(is_freed(c), (flags & 8) != 0);
        CU_ASSERT_EQUAL(chunk_size(c), 0x40);
    }
    CU_ASSERT_EQUAL(FLAG_MASK, 15);
}

const struct test answer_tests[] = {
    TEST(a_freed_chunk_says_so),
    END_OF_TESTS,
};
