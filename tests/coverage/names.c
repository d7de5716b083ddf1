/* names.c - calls each of libc's names, as a program does; the library under
   test stands in front. Prints what was wrong. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int wrong;

static void *good(const char *name, void *mem, size_t align, size_t size)
{
    if (mem == NULL || (uintptr_t)mem % align != 0
        || malloc_usable_size(mem) < size) {
        printf("%s gave %p\n", name, mem);
        wrong = 1;
    } else {
        memset(mem, 0x5a, size);
    }
    return mem;
}

int main(void)
{
    void *mem = good("malloc", malloc(100), 16, 100);
    mem = good("realloc", realloc(mem, 5000), 16, 5000);
    mem = good("reallocarray", reallocarray(mem, 30, 300), 16, 9000);
    free(mem);
    free(good("calloc", calloc(10, 20), 16, 200));
    free(good("memalign", memalign(64, 100), 64, 100));
    free(good("aligned_alloc", aligned_alloc(256, 512), 256, 512));
    free(good("valloc", valloc(100), 4096, 100));
    free(good("pvalloc", pvalloc(100), 4096, 4096));
    if (posix_memalign(&mem, 128, 100) != 0)
        mem = NULL;
    free(good("posix_memalign", mem, 128, 100));
    free(NULL);
    return wrong;
}
