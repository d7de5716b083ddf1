/* test_threads.c: tangled from book/08-threads.nw; edit that, not this. */
/* test_threads.c - TODO */
#include "hpoc.h"
#include "test.h"

static void todo(void)
{
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(1));
}

const struct test threads_tests[] = {
    TEST(todo),
    END_OF_TESTS,
};
