/* test_arenas.c: tangled from book/09-arenas.nw; edit that, not this. */
/* test_arenas.c - TODO */
#include "hpoc.h"
#include "test.h"

static void todo(void)
{
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(1));
}

const struct test arenas_tests[] = {
    TEST(todo),
    END_OF_TESTS,
};
