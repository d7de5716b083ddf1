/* probe.h: tangled from book/01-pages.nw and book/answers/01-pages.nw; edit those, not this. */
/* probe.h - map pages, touch them, and ask the kernel what it did.
   Owns nothing, remembers nothing. A probe that fails ends the
   program with exit status 2: there is nobody to repair it for. */
#ifndef PROBE_H
#define PROBE_H

#include <stdbool.h>
#include <stddef.h>

/* die - say what failed and why, and end the program. */
_Noreturn void die(const char *what);

/* page_size - the bytes in a page, 4,096 on most machines. */
size_t page_size(void);
/* map_pages - a private anonymous mapping of its own.
   Returns: the first page; never NULL. unmap_pages gives it back. */
char *map_pages(size_t pages);
void unmap_pages(char *mem, size_t pages);
/* resident_pages - those of mem's mapping that have a frame. The zero page
   doesn't count. shared_pages - those that another process holds. */
long resident_pages(const char *mem);
long shared_pages(const char *mem);
/* Something to do to the first byte of each of some pages. */
typedef void touch(volatile char *mem, size_t pages);

touch read_pages, write_pages;
/* faults_of - the page faults that touching these pages cost. */
long faults_of(touch *act, char *mem, size_t pages);
/* print_count - one line: what was counted, and how many. */
void print_count(const char *what, long count);
/* lends_zero_page - can a page be read that has no frame of its own? */
bool lends_zero_page(void);
/* not_zero - how many of these bytes are something else than 0? */
size_t not_zero(const char *mem, size_t size);
/* survives - does a process that does this to mem live to tell? */
bool survives(touch *act, char *mem);
/* after_a_child_writes - write p, have a child write c, wait for it.
   Returns: what this process reads then. */
char after_a_child_writes(volatile char *mem);
/* frame_of - the number of the frame behind mem. 0: there is none, or
   we aren't root. */
unsigned long frame_of(const char *mem);

#endif
