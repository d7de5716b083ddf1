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

size_t seal_secret = 0x0123456789abcdef;

static void a_broken_seal_shows(void)
{
    struct chunk *c = first_in_room();
    for (size_t size = MIN_CHUNK; size < (size_t)1 << 47; size *= 2) {
        set_head(c, size | PREV_IN_USE);
        seal_head(c);
        CU_ASSERT(seal_holds(c));
        CU_ASSERT_EQUAL(chunk_size(c), size);
        CU_ASSERT(prev_in_use(c));
        for (int bit = 0; bit < 64; bit++) {
            c->head ^= (size_t)1 << bit;
            CU_ASSERT_FALSE(seal_holds(c));
            c->head ^= (size_t)1 << bit;
        }
    }
}

static void a_seal_holds_at_its_address_only(void)
{
    struct chunk *c = first_in_room();
    set_head(c, 0x40 | PREV_IN_USE);
    seal_head(c);
    for (size_t offset = 16; offset < sizeof room - 64; offset += 16) {
        struct chunk *copy = chunk_at(c, offset);
        copy->head = c->head;
        CU_ASSERT_FALSE(seal_holds(copy));
    }
}

const struct test answer_tests[] = {
    TEST(a_broken_seal_shows),
    TEST(a_seal_holds_at_its_address_only),
    END_OF_TESTS,
};
