/* preload.c: tangled from book/02-contract.nw and book/17-glibc.nw; edit those, not this. */
/* preload.c - libc's names for the hp_ functions, and nothing else.
   Linked into the library only; a test never sees these names. */
#include <stdint.h>

#include "glibc.h"
#include "hpoc.h"
#include "os.h"

/* mallinfo is old. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

#define EXPORT __attribute__((visibility("default")))

EXPORT void *malloc(size_t size);
EXPORT void free(void *mem);
EXPORT void *calloc(size_t count, size_t size);
EXPORT void *realloc(void *mem, size_t size);
EXPORT void *reallocarray(void *mem, size_t count, size_t size);
EXPORT void *memalign(size_t alignment, size_t size);
EXPORT void *aligned_alloc(size_t alignment, size_t size);
EXPORT int posix_memalign(void **mem, size_t alignment, size_t size);
EXPORT void *valloc(size_t size);
EXPORT void *pvalloc(size_t size);
EXPORT size_t malloc_usable_size(void *mem);
EXPORT int mallopt(int option, int value);
EXPORT struct mallinfo2 mallinfo2(void);
EXPORT struct mallinfo mallinfo(void);
EXPORT void malloc_stats(void);
EXPORT int malloc_info(int options, FILE *file);
EXPORT int malloc_trim(size_t pad);
EXPORT void cfree(void *mem);
EXPORT void *__default_morecore(ptrdiff_t bytes);

/* The names by which other libraries find the C library's own. */
EXPORT void *__libc_malloc(size_t size);
EXPORT void __libc_free(void *mem);
EXPORT void *__libc_calloc(size_t count, size_t size);
EXPORT void *__libc_realloc(void *mem, size_t size);
EXPORT void *__libc_reallocarray(void *mem, size_t count, size_t size);
EXPORT void *__libc_memalign(size_t alignment, size_t size);
EXPORT void *__libc_valloc(size_t size);
EXPORT void *__libc_pvalloc(size_t size);
EXPORT int __libc_mallopt(int option, int value);
EXPORT struct mallinfo __libc_mallinfo(void);

void *malloc(size_t size)
{
    return hp_malloc(size);
}

void free(void *mem)
{
    hp_free(mem);
}

void *calloc(size_t count, size_t size)
{
    return hp_calloc(count, size);
}

void *realloc(void *mem, size_t size)
{
    return hp_realloc(mem, size);
}

void *reallocarray(void *mem, size_t count, size_t size)
{
    return hp_reallocarray(mem, count, size);
}

void *memalign(size_t alignment, size_t size)
{
    return hp_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return hp_aligned_alloc(alignment, size);
}

int posix_memalign(void **mem, size_t alignment, size_t size)
{
    return hp_posix_memalign(mem, alignment, size);
}

void *valloc(size_t size)
{
    return hp_valloc(size);
}

void *pvalloc(size_t size)
{
    return hp_pvalloc(size);
}

size_t malloc_usable_size(void *mem)
{
    return hp_malloc_usable_size(mem);
}

int mallopt(int option, int value)
{
    return hp_mallopt(option, value);
}

struct mallinfo2 mallinfo2(void)
{
    return hp_mallinfo2();
}

struct mallinfo mallinfo(void)
{
    return hp_mallinfo();
}

void malloc_stats(void)
{
    hp_malloc_stats();
}

int malloc_info(int options, FILE *file)
{
    return hp_malloc_info(options, file);
}

int malloc_trim(size_t pad)
{
    return hp_malloc_trim(pad);
}

void cfree(void *mem)
{
    hp_free(mem);
}

void *__default_morecore(ptrdiff_t bytes)
{
    return os_sbrk(bytes);
}

void *__libc_malloc(size_t size)
{
    return hp_malloc(size);
}

void __libc_free(void *mem)
{
    hp_free(mem);
}

void *__libc_calloc(size_t count, size_t size)
{
    return hp_calloc(count, size);
}

void *__libc_realloc(void *mem, size_t size)
{
    return hp_realloc(mem, size);
}

void *__libc_reallocarray(void *mem, size_t count, size_t size)
{
    return hp_reallocarray(mem, count, size);
}

void *__libc_memalign(size_t alignment, size_t size)
{
    return hp_memalign(alignment, size);
}

void *__libc_valloc(size_t size)
{
    return hp_valloc(size);
}

void *__libc_pvalloc(size_t size)
{
    return hp_pvalloc(size);
}

int __libc_mallopt(int option, int value)
{
    return hp_mallopt(option, value);
}

struct mallinfo __libc_mallinfo(void)
{
    return hp_mallinfo();
}
