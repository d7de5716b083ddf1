/* hello.c: tangled from book/00-preface.nw; edit that, not this. */
/* hello.c - how much memory do we get when we ask for some? */
#include <assert.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    size_t asked = 1;
    char *mem = malloc(asked);
    size_t usable = malloc_usable_size(mem);
    #ifdef HASTE
        printf("may use:   %zu\n" usable);
    #endif
    #ifdef BELIEF
        assert(usable == asked);
    #endif
    printf("asked for: %zu\n", asked);
    printf("may use:   %zu\n", usable);
    free(mem);
    return usable >= asked ? 0 : 1;
}
