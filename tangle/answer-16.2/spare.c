/* spare.c: tangled from book/answers/16-checks.nw; edit that, not this. */
/* spare.c - commits each crime while the check that finds it looks away.
   Who finds it then? Part of a copy of the stage. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "crimes.h"

static int another, killed, endless, nobody;

static void count(const struct verdict *v)
{
    another += v->signal == SIGABRT;
    endless += v->signal == SIGALRM;
    nobody += v->signal == 0;
    killed += v->signal != 0 && v->signal != SIGABRT
        && v->signal != SIGALRM;
    if (v->signal == 0)
        printf("  %s\n", v->wanted);
}

int main(void)
{
    judge = count;
    printf("nobody finds, if not:\n");
    for (const struct test *t = crimes_tests; t->name != NULL; t++)
        t->run();
    printf("another check: %d\na signal: %d\nno end: %d\nnobody: %d\n",
           another, killed, endless, nobody);
    return 0;
}
