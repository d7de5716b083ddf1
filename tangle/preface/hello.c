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
    #ifdef MISTAKEN
        assert(usable == asked && "we get what we ask for");
    #endif
    printf("asked for: %zu\n", asked);
    printf("may use:   %zu\n", usable);
    free(mem);
    return 0;
}
