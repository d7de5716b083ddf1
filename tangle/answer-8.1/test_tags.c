/* test_tags.c: tangled from book/07-tags.nw; edit that, not this. */
/* test_tags.c - TODO */
#include "arena.h"
#include "hpoc.h"
#include "os_test.h"
#include "test.h"
#include "walk.h"

static void a_heap_holds(void)
{
    void *a = hp_malloc(24);
    hp_free(a);
    CU_ASSERT_PTR_NULL(check_heap());
}

const struct test tags_tests[] = {
    TEST(a_heap_holds),
    END_OF_TESTS,
};
