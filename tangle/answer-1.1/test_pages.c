/* test_pages.c: tangled from book/01-pages.nw; edit that, not this. */
/* test_pages.c - the laws K1 to K6, tested.
   ./test_pages prints a line a test and the sum; --tsv prints rows
   of suite, test, pass, fail or skip, and why, with tabs between. */
#define _DEFAULT_SOURCE
#include "probe.h"
#include <CUnit/CUnit.h>
#include <CUnit/TestDB.h>
#include <CUnit/TestRun.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void a_fresh_map_is_not_resident(void)           /* K2 */
{
    char *mem = map_pages(64);
    CU_ASSERT_EQUAL(resident_pages(mem), 0);
    unmap_pages(mem, 64);
}
static void fresh_pages_are_zero(void)          /* K1 */
{
    size_t size = 16 * page_size();
    char *mapped = map_pages(16);
    CU_ASSERT_EQUAL(not_zero(mapped, size), 0);
    unmap_pages(mapped, 16);
    char *mem = sbrk((intptr_t)size);
    CU_ASSERT_EQUAL(not_zero(mem, size), 0);
}

static void a_returned_page_comes_back_clean(void)      /* K1 */
{
    intptr_t page = (intptr_t)page_size();
    char *mem = sbrk(page);
    memset(mem, 'x', page_size());
    sbrk(-page);
    CU_ASSERT_PTR_EQUAL(sbrk(page), mem);
    CU_ASSERT_EQUAL(not_zero(mem, page_size()), 0);
}
static const char *skipped;     /* why the test at hand gave up */

static bool skip_without_zero_page(void)
{
    if (!lends_zero_page())
        skipped = "this kernel lends no zero page";
    return skipped != NULL;
}
static void reads_cost_faults_and_no_memory(void)       /* K2 */
{
    if (skip_without_zero_page())
        return;
    char *mem = map_pages(64);
    CU_ASSERT_EQUAL(faults_of(read_pages, mem, 64), 64);
    CU_ASSERT_EQUAL(faults_of(read_pages, mem, 64), 0);
    CU_ASSERT_EQUAL(resident_pages(mem), 0);
    unmap_pages(mem, 64);
}

static void first_writes_cost_a_fault_and_a_frame(void) /* K2 */
{
    if (skip_without_zero_page())
        return;
    char *mem = map_pages(64);
    read_pages(mem, 32);
    CU_ASSERT_EQUAL(faults_of(write_pages, mem, 64), 64);
    CU_ASSERT_EQUAL(faults_of(write_pages, mem, 64), 0);
    CU_ASSERT_EQUAL(resident_pages(mem), 64);
    unmap_pages(mem, 64);
}
static void sbrk_returns_the_old_break(void)            /* K3 */
{
    char *before = sbrk(0);
    CU_ASSERT_PTR_EQUAL(sbrk(4096), before);
    CU_ASSERT_PTR_EQUAL(sbrk(0), before + 4096);
}

static void a_refused_sbrk_changes_nothing(void)        /* K3 */
{
    char *before = sbrk(0);
    errno = 0;
    CU_ASSERT_PTR_EQUAL(sbrk((intptr_t)1 << 46), (void *)-1);
    CU_ASSERT_EQUAL(errno, ENOMEM);
    CU_ASSERT_PTR_EQUAL(sbrk(0), before);
}
static char the_parent_reads(int flags)
{
    char *mem = mmap(NULL, page_size(), PROT_READ | PROT_WRITE,
                     flags | MAP_ANONYMOUS, -1, 0);
    return after_a_child_writes(mem);
}

static void a_private_write_is_not_seen(void)           /* K4 */
{
    CU_ASSERT_EQUAL(the_parent_reads(MAP_PRIVATE), 'p');
}

static void a_shared_write_is_seen(void)                /* K4 */
{
    CU_ASSERT_EQUAL(the_parent_reads(MAP_SHARED), 'c');
}
static void anonymous_alone_is_refused(void)            /* K5 */
{
    errno = 0;
    void *mem = mmap(NULL, 4096, PROT_READ, MAP_ANONYMOUS, -1, 0);
    CU_ASSERT_PTR_EQUAL(mem, MAP_FAILED);
    CU_ASSERT_EQUAL(errno, EINVAL);
}

static void prot_decides_and_not_map(void)              /* K5 */
{
    char *mem = map_pages(1);
    CU_ASSERT_TRUE(survives(write_pages, mem));
    mprotect(mem, page_size(), PROT_READ);
    CU_ASSERT_TRUE(survives(read_pages, mem));
    CU_ASSERT_FALSE(survives(write_pages, mem));
    unmap_pages(mem, 1);
}
static void equal_pages_are_not_shared(void)            /* K6 */
{
    char *mem = map_pages(64);
    write_pages(mem, 64);
    CU_ASSERT_EQUAL(resident_pages(mem), 64);
    CU_ASSERT_EQUAL(shared_pages(mem), 0);
    unmap_pages(mem, 64);
}

static void an_heir_shares_until_it_writes(void)        /* K6 */
{
    char *mem = map_pages(64);
    write_pages(mem, 64);
    int status;
    if (fork() == 0) {
        bool good = shared_pages(mem) == 64
                    && faults_of(write_pages, mem, 16) == 16
                    && shared_pages(mem) == 48;
        _exit(good ? 0 : 1);
    }
    wait(&status);
    CU_ASSERT_EQUAL(status, 0);
    unmap_pages(mem, 64);
}

static bool as_rows;
static unsigned skips;

static const char *verdict_on(const CU_pFailureRecord failure)
{
    if (failure != NULL)
        return "fail";
    return skipped != NULL ? "skip" : "pass";
}

static void report_test(const CU_pTest test, const CU_pSuite suite,
                        const CU_pFailureRecord failure)
{
    const char *verdict = verdict_on(failure);
    if (as_rows)
        printf("%s\t%s\t%s\t", suite->pName, test->pName, verdict);
    else
        printf("%s  %s  ", verdict, test->pName);
    if (failure != NULL)
        printf("%s:%u: %s", failure->strFileName,
               failure->uiLineNumber, failure->strCondition);
    else if (skipped != NULL)
        fputs(skipped, stdout);
    skips += skipped != NULL;
    skipped = NULL;
    putchar('\n');
}

int main(int argc, char **argv)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("pages", NULL, NULL);
    CU_ADD_TEST(suite, a_fresh_map_is_not_resident);
    CU_ADD_TEST(suite, fresh_pages_are_zero);
    CU_ADD_TEST(suite, a_returned_page_comes_back_clean);
    CU_ADD_TEST(suite, reads_cost_faults_and_no_memory);
    CU_ADD_TEST(suite, first_writes_cost_a_fault_and_a_frame);
    CU_ADD_TEST(suite, sbrk_returns_the_old_break);
    CU_ADD_TEST(suite, a_refused_sbrk_changes_nothing);
    CU_ADD_TEST(suite, a_private_write_is_not_seen);
    CU_ADD_TEST(suite, a_shared_write_is_seen);
    CU_ADD_TEST(suite, anonymous_alone_is_refused);
    CU_ADD_TEST(suite, prot_decides_and_not_map);
    CU_ADD_TEST(suite, equal_pages_are_not_shared);
    CU_ADD_TEST(suite, an_heir_shares_until_it_writes);
    as_rows = argc > 1 && strcmp(argv[1], "--tsv") == 0;
    CU_set_test_complete_handler(report_test);
    CU_run_all_tests();
    unsigned failed = CU_get_number_of_tests_failed();
    if (!as_rows)
        printf("%u passed, %u failed, %u skipped\n",
               CU_get_number_of_tests_run() - failed - skips, failed, skips);
    CU_cleanup_registry();
    return failed == 0 ? 0 : 1;
}
