/* spy.c: tangled from book/02-contract.nw; edit that, not this. */
/* spy.c - counts calls and passes them on. Or that was the plan. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

typedef void *allocator(size_t size);

size_t calls, has_free_sized;

static void look_around(allocator **real)
{
    has_free_sized = dlsym(RTLD_NEXT, "free_sized") != NULL;
    *real = (allocator *)dlsym(RTLD_NEXT, "malloc");
}

void *malloc(size_t size)
{
    static allocator *real;
    calls++;
    if (real == NULL)
        look_around(&real);
    return real(size);
}
