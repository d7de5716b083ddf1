/* healthy.h: tangled from book/02-contract.nw; edit that, not this. */
/* healthy.h - the heap of this stage under other names. A broken heap
   defines some hp_ function in terms of these; forward.c has the rest. */
#ifndef HEALTHY_H
#define HEALTHY_H

#include <stddef.h>

void *healthy_malloc(size_t size);
void healthy_free(void *mem);
void *healthy_calloc(size_t count, size_t size);
void *healthy_realloc(void *mem, size_t size);
void *healthy_reallocarray(void *mem, size_t count, size_t size);
void *healthy_memalign(size_t alignment, size_t size);
void *healthy_aligned_alloc(size_t alignment, size_t size);
int healthy_posix_memalign(void **mem, size_t alignment, size_t size);
void *healthy_valloc(size_t size);
void *healthy_pvalloc(size_t size);
size_t healthy_malloc_usable_size(void *mem);

#endif
