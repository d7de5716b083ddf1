/* os.h: tangled from book/09-arenas.nw, book/10-tcache.nw, book/15-system.nw and book/17-glibc.nw; edit those, not this. */
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

/* os_map_huge, os_reserve_huge - the same as os_map and os_reserve, in
   pages of another size, a power of two. */
void *os_map_huge(size_t size, size_t page);
void *os_reserve_huge(void *wish, size_t size, size_t page);

/* os_known_break - where the C library thinks that the break is: 0 before
   anybody has asked for it or moved it. */
size_t os_known_break(void);

/* os_prefer_huge - asks for large pages wherever they fit. Keeps errno. */
void os_prefer_huge(void *at, size_t size);

/* os_decommit - turns memory back into addresses that nobody may touch.
   Fails: false when the kernel refuses. */
bool os_decommit(void *at, size_t size);

/* os_read_file - the first bytes of a file, as text; at most size - 1.
   Keeps errno. Returns: false when there are none. */
bool os_read_file(const char *path, char *text, size_t size);

/* os_environment - what the process has been told, NULL at its end; NULL at
   once when it may not be believed. */
char **os_environment(void);

/* os_page_size - bytes in a page, a power of two. */
size_t os_page_size(void);

/* os_die - writes message and a newline to standard error, and aborts. */
_Noreturn void os_die(const char *message);

#endif
