/* hpoc.h: tangled from book/02-contract.nw; edit that, not this. */
/* hpoc.h - the public contract. Every stage keeps it; any program may
   call it. Sizes are in bytes, and count no header of ours.

   An error that a comment does not list under Fails is unchecked: the
   caller must not make it, and nobody promises to notice. */
#ifndef HPOC_H
#define HPOC_H

#include <stddef.h>

/* hp_malloc - size bytes, aligned to 16.
   Returns: memory that overlaps no other live block; for size 0 too.
   Fails: NULL and ENOMEM when size > PTRDIFF_MAX or no memory is left. */
void *hp_malloc(size_t size);

/* hp_free - gives mem back. NULL is allowed. Keeps errno.
   Unchecked: mem not from this heap, or freed before. */
void hp_free(void *mem);

/* hp_calloc - count times size bytes, all zero.
   Fails: like hp_malloc, and when the product does not fit. */
void *hp_calloc(size_t count, size_t size);

/* hp_realloc - mem with room for size bytes, contents kept up to the
   smaller of both sizes; perhaps at another address.
   mem NULL: hp_malloc(size). size 0: frees mem and returns NULL.
   Fails: like hp_malloc, and then mem stays as it was.
   Unchecked: mem not from this heap, or freed before. */
void *hp_realloc(void *mem, size_t size);

/* hp_reallocarray - hp_realloc of count times size bytes.
   Fails: like hp_realloc, and when the product does not fit. */
void *hp_reallocarray(void *mem, size_t count, size_t size);

/* hp_memalign - size bytes at a multiple of alignment, which is rounded
   up to a power of two.
   Fails: like hp_malloc; EINVAL when no such power fits a size_t. */
void *hp_memalign(size_t alignment, size_t size);

/* hp_aligned_alloc - hp_memalign under the name C11 gave it. */
void *hp_aligned_alloc(size_t alignment, size_t size);

/* hp_posix_memalign - stores the address in *mem and returns 0.
   Fails: returns EINVAL when alignment is not a power of two times the
   size of a pointer, ENOMEM when no memory is left; *mem is untouched. */
int hp_posix_memalign(void **mem, size_t alignment, size_t size);

/* hp_valloc, hp_pvalloc - size bytes at the start of a page; pvalloc
   rounds size up to whole pages. */
void *hp_valloc(size_t size);
void *hp_pvalloc(size_t size);

/* hp_malloc_usable_size - how many bytes at mem may be written: at least
   as many as were asked for. 0 for NULL. */
size_t hp_malloc_usable_size(void *mem);

#endif
