/* test_os.c: tangled from book/02-contract.nw, book/09-arenas.nw, book/10-tcache.nw, book/15-system.nw and book/17-glibc.nw; edit those, not this. */
/* test_os.c - the real os.c, beside the one that tests run on. */
#define os_sbrk real_sbrk
#define os_map real_map
#define os_unmap real_unmap
#define os_page_size real_page_size
#define os_die real_die
#define os_reserve real_reserve
#define os_commit real_commit
#define os_discard real_discard
#define os_random real_random
#define os_remap real_remap
#define os_map_huge real_os_map_huge
#define os_reserve_huge real_os_reserve_huge
#define os_prefer_huge real_os_prefer_huge
#define os_decommit real_os_decommit
#define os_known_break real_os_known_break
#define os_read_file real_os_read_file
#define os_environment real_os_environment
#include "os.c"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "test.h"

static void a_refusal_is_null(void)                             /* K3 */
{
    CU_ASSERT_PTR_NULL(os_sbrk((ptrdiff_t)1 << 46));
    CU_ASSERT_PTR_NULL(os_map((size_t)1 << 60));
}

static void os_unmap_keeps_errno(void)                          /* C7 */
{
    errno = 1234;
    os_unmap((void *)1, os_page_size());
    CU_ASSERT_EQUAL(errno, 1234);
}

static void os_die_says_why_and_aborts(void)
{
    char line[20] = "";
    int status = 0;
    FILE *said = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(said);
    pid_t child = fork();
    if (child == 0) {
        dup2(fileno(said), STDERR_FILENO);
        os_die("because");
    }
    waitpid(child, &status, 0);
    CU_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    rewind(said);
    CU_ASSERT_PTR_NOT_NULL(fgets(line, sizeof line, said));
    CU_ASSERT_STRING_EQUAL(line, "because\n");
    fclose(said);
}

const struct test os_tests[] = {
    TEST(a_refusal_is_null),
    TEST(os_unmap_keeps_errno),
    TEST(os_die_says_why_and_aborts),
    END_OF_TESTS,
};
