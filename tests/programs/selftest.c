/* selftest.c - a heap for selftest.sh: right, or wrong in one chosen way.

   ODD      addresses follow one another without rounding
   SEVERAL  only malloc and free are ours; the rest stays the machine's
   HANGS    the 50th malloc never returns
   neither  a bump heap, aligned to 16: slow to learn, but right */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#ifdef ODD
enum { ALIGN = 1, HEADER = 9 };
#else
enum { ALIGN = 16, HEADER = 16 };
#endif

static char *next, *end;

static void *take(size_t alignment, size_t size)
{
    if (size > PTRDIFF_MAX / 2 || alignment > PTRDIFF_MAX / 4)
        return errno = ENOMEM, NULL;
    size_t most = size + alignment + HEADER;
    if (next == NULL || most > (size_t)(end - next)) {
        size_t room = most > 1 << 26 ? most : 1 << 26;
        next = mmap(NULL, room, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (next == MAP_FAILED)
            return next = NULL, errno = ENOMEM, NULL;
        end = next + room;
    }
    uintptr_t mem = (uintptr_t)next + HEADER;
    mem = (mem + alignment - 1) / alignment * alignment;
    memcpy((char *)mem - sizeof size, &size, sizeof size);
    next = (char *)mem + size;
    return (void *)mem;
}

void *malloc(size_t size)
{
#ifdef HANGS
    static int calls;
    while (calls == 50)
        continue;
    calls++;
#endif
    return take(ALIGN, size);
}

void free(void *mem)
{
    (void)mem;
}

#ifndef SEVERAL
size_t malloc_usable_size(void *mem)
{
    size_t size = 0;
    if (mem != NULL)
        memcpy(&size, (char *)mem - sizeof size, sizeof size);
    return size;
}

void *calloc(size_t count, size_t size)
{
    if (size != 0 && count > PTRDIFF_MAX / size)
        return errno = ENOMEM, NULL;
    return take(ALIGN, count * size);
}

void *realloc(void *mem, size_t size)
{
    void *new_mem = take(ALIGN, size);
    size_t old = malloc_usable_size(mem);
    if (new_mem != NULL && mem != NULL)
        memcpy(new_mem, mem, old < size ? old : size);
    return new_mem;
}

void *reallocarray(void *mem, size_t count, size_t size)
{
    if (size != 0 && count > PTRDIFF_MAX / size)
        return errno = ENOMEM, NULL;
    return realloc(mem, count * size);
}

void *memalign(size_t alignment, size_t size)
{
    return take(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return take(alignment, size);
}

int posix_memalign(void **mem, size_t alignment, size_t size)
{
    *mem = take(alignment, size);
    return *mem == NULL ? ENOMEM : 0;
}

void *valloc(size_t size)
{
    return take(4096, size);
}

void *pvalloc(size_t size)
{
    return take(4096, (size + 4095) & ~(size_t)4095);
}
#endif
