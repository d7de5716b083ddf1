/* where.c: tangled from book/01-pages.nw; edit that, not this. */
/* where.c - what lies where in a process, lowest address first. */
#define _DEFAULT_SOURCE
#include "probe.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct place {
    const char *name;
    uintptr_t address;
};

static int by_address(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    return (a->address > b->address) - (a->address < b->address);
}

int main(void)
{
    static int seven = 7, zero;
    void *mapping = mmap(NULL, page_size(), PROT_READ,
                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct place places[] = {
        { "stack: variables of running functions", (uintptr_t)&places },
        { "mapping: what mmap gave us", (uintptr_t)mapping },
        { "code: the program itself", (uintptr_t)by_address },
        { "bss: variables that start as zero", (uintptr_t)&zero },
        { "break: the end of the heap", (uintptr_t)sbrk(0) },
        { "data: variables with a first value", (uintptr_t)&seven },
    };
    size_t count = sizeof places / sizeof places[0];
    qsort(places, count, sizeof places[0], by_address);
    for (size_t i = 0; i < count; i++)
        printf("%zu. %s\n", i + 1, places[i].name);
    return 0;
}
