/* os.h: tangled from book/02-contract.nw; edit that, not this. */
/* os.h - all that a heap may ask of the system. os.c answers with the
   kernel, os_test.c with a region of its own. No other file of a heap
   makes a system call. */
#ifndef OS_H
#define OS_H

#include <stddef.h>

/* os_sbrk - moves the break up by delta bytes.
   Returns: the old break; NULL when the kernel refuses. */
void *os_sbrk(ptrdiff_t delta);

/* os_map - size bytes of new zero pages; size is a multiple of a page.
   Returns: their address; NULL when the kernel refuses. */
void *os_map(size_t size);

/* os_unmap - gives back what os_map gave. Keeps errno. Should the kernel
   refuse, it keeps the pages and nobody is told. */
void os_unmap(void *at, size_t size);

/* os_page_size - bytes in a page, a power of two. */
size_t os_page_size(void);

/* os_die - writes message and a newline to standard error, and aborts. */
_Noreturn void os_die(const char *message);

#endif
