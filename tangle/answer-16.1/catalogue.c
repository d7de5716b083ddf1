/* catalogue.c: tangled from book/16-checks.nw; edit that, not this. */
/* catalogue.c - commits all crimes, and prints what each dies of. */
#include <signal.h>
#include <stdio.h>

#include "crimes.h"

static int heard;

static void note(const struct verdict *v)
{
    printf("%-18s %s\n", v->lie,
           v->signal == SIGABRT ? v->said : "(is not found)");
    fflush(stdout);
    heard += v->signal == SIGABRT;
}

int main(void)
{
    judge = note;
    for (const struct test *t = crimes_tests; t->name != NULL; t++)
        t->run();
    printf("crimes: %d\n", heard);
    return 0;
}
