/* os.h: tangled from book/09-arenas.nw, book/10-tcache.nw and book/15-system.nw; edit those, not this. */
/* os.h - all the memory that a heap may ask of the system. os.c answers
   with the kernel, os_test.c with a region of its own. */
#ifndef OS_H
#define OS_H

#include <stdbool.h>
#include <stddef.h>

/* os_sbrk - moves the break up by delta bytes.
   Returns: the old break; NULL when the kernel refuses. */
void *os_sbrk(ptrdiff_t delta);

/* os_map - size bytes of new zero pages; size is a multiple of a page.
   Returns: their address; NULL when the kernel refuses. */
void *os_map(size_t size);

/* os_unmap - gives back what os_map or os_reserve gave, or a part of it.
   Keeps errno. Should the kernel refuse, it keeps the pages and nobody is
   told. */
void os_unmap(void *at, size_t size);

/* os_reserve - size bytes of addresses that nobody may touch yet; at the
   wish, if it is not NULL and they are free there.
   Returns: NULL when there are none. */
void *os_reserve(void *wish, size_t size);

/* os_commit - makes a part of them memory, all zero.
   Fails: false when the kernel refuses. */
bool os_commit(void *at, size_t size);

/* os_discard - forgets what is in these pages; they read as zero then. */
void os_discard(void *at, size_t size);

/* os_random - a number that nobody can guess. Keeps errno. */
size_t os_random(void);

/* os_remap - makes what os_map gave larger or smaller, perhaps elsewhere.
   Both sizes are multiples of a page. Keeps errno.
   Returns: where it is now; NULL when the kernel refuses, and then it is
   as it was. */
void *os_remap(void *at, size_t old_size, size_t new_size);

/* os_page_size - bytes in a page, a power of two. */
size_t os_page_size(void);

/* os_die - writes message and a newline to standard error, and aborts. */
_Noreturn void os_die(const char *message);

#endif
