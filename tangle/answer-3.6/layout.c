/* layout.c: tangled from book/03-chunks.nw; edit that, not this. */
/* layout.c - what requests become: ./layout 24 25 100-120 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include "chunk.h"

static size_t usable_in_libc(size_t request)
{
    void *mem = malloc(request);
    size_t usable = malloc_usable_size(mem);
    free(mem);
    return usable;
}

static void print_row(size_t request)
{
    size_t size;
    if (!request_to_size(request, &size))
        return;
    struct chunk c = { .head = size };
    printf("%7zu  %6zu  %#6zx  %6zu  %6zu\n", request, size, size,
           usable_size(&c), usable_in_libc(request));
}

int main(int argc, char **argv)
{
    printf("request   chunk          usable    libc\n");
    for (int i = 1; i < argc; i++) {
        char *rest;
        size_t from = strtoul(argv[i], &rest, 10), to = from;
        if (*rest == '-')
            to = strtoul(rest + 1, NULL, 10);
        for (; from <= to; from++)
            print_row(from);
    }
    return 0;
}
