/* test.h: tangled from book/02-contract.nw; edit that, not this. */
/* test.h - what a file of tests has to offer: a table of them. */
#ifndef TEST_H
#define TEST_H

#include <CUnit/CUnit.h>

struct test {
    const char *name;
    void (*run)(void);
};

/* One row of a suite's table. A table ends with END_OF_TESTS. */
#define TEST(function) { #function, function }
#define END_OF_TESTS { NULL, NULL }

#endif
