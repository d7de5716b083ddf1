/* tests.c: tangled from book/02-contract.nw, book/07-tags.nw, book/08-threads.nw, book/09-arenas.nw, book/10-tcache.nw, book/11-fastbin.nw, book/12-smallbins.nw, book/13-largebins.nw, book/14-unsortedbin.nw, book/15-system.nw, book/16-checks.nw and book/17-glibc.nw; edit those, not this. */
/* tests.c - runs the suites, every test in a process of its own. */
#define _GNU_SOURCE
#include <CUnit/CUnit.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "skips.h"
#include "test.h"

enum { PASS, FAIL, SKIP, OUTCOMES };
static const char *const outcome_names[] = { "pass", "fail", "skip" };
static int totals[OUTCOMES];
static bool tsv;

struct suite {
    const char *name;
    const struct test *tests;
};

extern const struct test contract_tests[];
extern const struct test os_tests[];
extern const struct test chunk_tests[];
extern const struct test tags_tests[];
extern const struct test threads_tests[];
extern const struct test arenas_tests[];
extern const struct test tcache_tests[];
extern const struct test fastbin_tests[];
extern const struct test smallbins_tests[];
extern const struct test largebins_tests[];
extern const struct test unsortedbin_tests[];
extern const struct test system_tests[];
extern const struct test crimes_tests[];
extern const struct test checks_tests[];
extern const struct test glibc_tests[];

static const struct suite suites[] = {
    { "contract", contract_tests },
    { "os", os_tests },
    { "chunk", chunk_tests },
    { "tags", tags_tests },
    { "threads", threads_tests },
    { "arenas", arenas_tests },
    { "tcache", tcache_tests },
    { "fastbin", fastbin_tests },
    { "smallbins", smallbins_tests },
    { "largebins", largebins_tests },
    { "unsortedbin", unsortedbin_tests },
    { "system", system_tests },
    { "crimes", crimes_tests },
    { "checks", checks_tests },
    { "glibc", glibc_tests },
    { NULL, NULL },
};

static int run_here(const char *suite, const struct test *test, FILE *out)
{
    CU_pSuite s;
    CU_pTest t;
    if (CU_initialize_registry() != CUE_SUCCESS
        || (s = CU_add_suite(suite, NULL, NULL)) == NULL
        || (t = CU_add_test(s, test->name, test->run)) == NULL) {
        fprintf(out, "CUnit: %s\n", CU_get_error_msg());
        return FAIL;
    }
    CU_run_test(s, t);
    const CU_FailureRecord *f = CU_get_failure_list();
    for (; f != NULL; f = f->pNext)
        fprintf(out, "%s:%u: %s\n", f->strFileName, f->uiLineNumber,
                f->strCondition);
    int outcome = CU_get_number_of_failures() == 0 ? PASS : FAIL;
    CU_cleanup_registry();
    return outcome;
}

static unsigned seconds_a_test(void)
{
    const char *wanted = getenv("TEST_SECONDS");
    return wanted == NULL ? 30 : (unsigned)atoi(wanted);
}

static _Noreturn void run_in_child(const char *suite,
                                   const struct test *test, FILE *notes)
{
    alarm(seconds_a_test());
    int outcome = run_here(suite, test, notes);
    fflush(notes);
    exit(outcome == PASS ? 0 : 1);
}

/* A fresh heap for each test, and one that crashes or hangs is one
   failure, not the end of the run. */
static int run_apart(const char *suite, const struct test *test,
                     char *detail, size_t room)
{
    FILE *notes = tmpfile();
    if (notes == NULL)
        return FAIL;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        run_in_child(suite, test, notes);
    int status = -1;
    waitpid(child, &status, 0);
    rewind(notes);
    size_t used = fread(detail, 1, room - 1, notes);
    detail[used] = '\0';
    fclose(notes);
    if (WIFSIGNALED(status))
        snprintf(detail + used, room - used, "%s",
                 WTERMSIG(status) == SIGALRM ? "timed out"
                                             : strsignal(WTERMSIG(status)));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? PASS : FAIL;
}

static void print_tsv(const char *suite, const char *name, int outcome,
                      char *detail)
{
    for (char *p = detail; *p != '\0'; p++)
        if (*p == '\t' || *p == '\n')
            *p = p[1] == '\0' ? '\0' : ' ';
    printf("%s\t%s\t%s\t%s\n", suite, name, outcome_names[outcome], detail);
}

static void print_line(const char *suite, const char *name, int outcome,
                       const char *detail)
{
    printf("%s  %s  %s\n", outcome_names[outcome], suite, name);
    if (*detail != '\0')
        printf("      %s%s", detail,
               detail[strlen(detail) - 1] == '\n' ? "" : "\n");
}

static const char *skip_reason(const char *name)
{
    for (size_t i = 0; skips[i].test != NULL; i++)
        if (strcmp(skips[i].test, name) == 0)
            return skips[i].reason;
    return NULL;
}

static void run_and_report(const char *suite, const struct test *test)
{
    char detail[4096] = "";
    const char *reason = skip_reason(test->name);
    int outcome = SKIP;
    if (reason == NULL)
        outcome = run_apart(suite, test, detail, sizeof detail);
    else
        snprintf(detail, sizeof detail, "%s", reason);
    totals[outcome]++;
    (tsv ? print_tsv(suite, test->name, outcome, detail)
         : print_line(suite, test->name, outcome, detail));
}

static int run_all(void)
{
    for (const struct suite *s = suites; s->name != NULL; s++)
        for (const struct test *t = s->tests; t->name != NULL; t++)
            run_and_report(s->name, t);
    if (!tsv)
        printf("%d passed, %d failed, %d skipped\n", totals[PASS],
               totals[FAIL], totals[SKIP]);
    return totals[FAIL] == 0 ? 0 : 1;
}

static int list_all(void)
{
    for (const struct suite *s = suites; s->name != NULL; s++)
        for (const struct test *t = s->tests; t->name != NULL; t++)
            printf("%s  %s\n", s->name, t->name);
    return 0;
}

static int run_one(const char *name, bool here)
{
    static char detail[4096];
    for (const struct suite *s = suites; s->name != NULL; s++)
        for (const struct test *t = s->tests; t->name != NULL; t++) {
            if (strcmp(t->name, name) != 0)
                continue;
            int outcome = here ? run_here(s->name, t, stdout)
                               : run_apart(s->name, t, detail,
                                           sizeof detail);
            print_line(s->name, name, outcome, detail);
            return outcome;
        }
    fprintf(stderr, "tests: no test is named %s; try --list\n", name);
    return 2;
}

int main(int argc, char **argv)
{
    const char *option = argc > 1 ? argv[1] : "";
    tsv = strcmp(option, "--tsv") == 0;
    if (argc == 1 || (argc == 2 && tsv))
        return run_all();
    if (argc == 2 && strcmp(option, "--list") == 0)
        return list_all();
    if (argc == 3 && strcmp(option, "--here") == 0)
        return run_one(argv[2], true);
    if (argc == 2 && option[0] != '-')
        return run_one(option, false);
    fprintf(stderr, "usage: tests [--tsv | --list | [--here] TEST]\n");
    return 2;
}
