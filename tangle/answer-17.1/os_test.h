/* os_test.h: tangled from book/02-contract.nw, book/15-system.nw and book/17-glibc.nw; edit those, not this. */
/* os_test.h - the knobs of the system that tests run on. */
#ifndef OS_TEST_H
#define OS_TEST_H

#include <stdbool.h>
#include <stddef.h>

/* What the heap under test has asked of the system so far. */
struct os_counts {
    size_t sbrks, maps, unmaps;    /* calls */
    size_t bytes, peak;            /* held now; held at most */
};
extern struct os_counts os_counts;

/* os_allow - from now on the system gives bytes more, then refuses. */
void os_allow(size_t bytes);

/* os_foreign_sbrk - somebody else moves the break by size bytes. */
void os_foreign_sbrk(size_t size);

/* os_offset - address as an offset into the region. */
size_t os_offset(const void *address);

/* os_break - the break, as an offset into the region. */
size_t os_break(void);

/* os_hold_break - from now on the break can't move up. */
void os_hold_break(void);

/* os_test_environment - what the process has been told, NULL at its end. */
extern char *os_test_environment[16];

#endif
