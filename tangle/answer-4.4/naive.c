/* naive.c: tangled from book/04-bump.nw; edit that, not this. */
/* naive.c - the bump allocator in the order in which the notes tell it.
   naive SIZE... asks for each size, of a system that has a mebibyte. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "os.h"
#include "os_test.h"

static uintptr_t end_ptr, end_of_heap;

static uintptr_t naive_malloc(size_t size)
{
    uintptr_t mem = end_ptr;
    end_ptr += size;
    if (end_ptr > end_of_heap) {
        if (os_sbrk((ptrdiff_t)(end_ptr - end_of_heap)) == NULL)
            return 0;
        end_of_heap = end_ptr;
    }
    return mem;
}

int main(int argc, char **argv)
{
    end_ptr = end_of_heap = (uintptr_t)os_sbrk(0);
    os_allow(1024 * 1024);
    for (int i = 1; i < argc; i++) {
        uintptr_t mem = naive_malloc(strtoull(argv[i], NULL, 10));
        if (mem == 0)
            printf("malloc(%s): refused\n", argv[i]);
        else
            printf("malloc(%s): offset %zu\n", argv[i],
                   os_offset((const void *)mem));
    }
    printf("system calls: %zu\n", os_counts.sbrks - 1);
    return 0;
}
