/* test_tcache.c: tangled from book/10-tcache.nw; edit that, not this. */
/* test_tcache.c - TODO */
#include "hpoc.h"
#include "test.h"

static void todo(void)
{
    CU_ASSERT_PTR_NOT_NULL(hp_malloc(1));
}

const struct test tcache_tests[] = {
    TEST(todo),
    END_OF_TESTS,
};
