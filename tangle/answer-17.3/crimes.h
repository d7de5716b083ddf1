/* crimes.h: tangled from book/16-checks.nw; edit that, not this. */
/* crimes.h - lies that a program can tell its heap, each in a child. */
#ifndef CRIMES_H
#define CRIMES_H

#include <stdbool.h>

#include "test.h"

struct verdict {
    const char *lie, *wanted;   /* what was done; the message it wants */
    char said[100];             /* on standard error */
    int signal;                 /* that has ended it; 0: none */
};

/* judge - hears of each crime. Unless it is set, CUnit is told. */
extern void (*judge)(const struct verdict *v);

/* Suites of crimes, each a test. */
extern const struct test crimes_tests[];

#endif
