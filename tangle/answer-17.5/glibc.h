/* glibc.h: tangled from book/17-glibc.nw; edit that, not this. */
/* glibc.h - what glibc offers beyond hpoc.h: to turn knobs, and to ask how
   the heap is. */
#ifndef GLIBC_H
#define GLIBC_H

#include <malloc.h>
#include <stdio.h>

/* hp_mallopt - changes a setting; option is one of malloc.h's M_ names.
   What it doesn't know, it ignores.
   Returns: 0 for a fast size that is too large; else 1, even for what it
   ignores. */
int hp_mallopt(int option, int value);

/* hp_mallinfo2 - bytes and chunks of all arenas. hp_mallinfo - the same,
   cut off to an int each. */
struct mallinfo2 hp_mallinfo2(void);
struct mallinfo hp_mallinfo(void);

/* hp_malloc_stats - prints what each arena has to standard error. */
void hp_malloc_stats(void);

/* hp_malloc_info - prints what is free, by sizes, as XML.
   Returns: 0; EINVAL when options isn't 0. */
int hp_malloc_info(int options, FILE *file);

/* hp_malloc_trim - gives back to the kernel what is free in whole pages;
   keeps pad bytes of top. Returns: whether there was something. */
int hp_malloc_trim(size_t pad);

#endif
