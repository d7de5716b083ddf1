/* hello.c: tangled from book/00-preface.nw and book/answers/00-preface.nw; edit those, not this. */
/* hello.c - how much memory do we get when we ask for some? */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    size_t asked = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
    char *mem = malloc(asked);
    size_t usable = malloc_usable_size(mem);
    printf("asked for: %zu\n", asked);
    printf("may use:   %zu\n", usable);
    free(mem);
    return usable >= asked ? 0 : 1;
}
