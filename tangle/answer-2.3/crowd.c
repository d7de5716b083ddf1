/* crowd.c: tangled from book/answers/02-contract.nw; edit that, not this. */
/* crowd.c - what does errno say after a free that the kernel refuses? */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>

#include "hpoc.h"

/* Makes mappings until the kernel allows no more. */
static void fill_the_table(void)
{
    size_t pages = (size_t)1 << 21;
    char *mem = mmap(NULL, pages * 4096, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mem == MAP_FAILED)
        return;
    for (size_t i = 1; i < pages; i += 2)
        if (mprotect(mem + i * 4096, 4096, PROT_READ) != 0)
            return;
}

int main(void)
{
    void *above = hp_malloc(1), *middle = hp_malloc(1);
    void *below = hp_malloc(1);
    fill_the_table();
    errno = 0;
    hp_free(middle);
    printf("%s\n", errno == 0 ? "nothing" : errno == ENOMEM ? "ENOMEM"
                                          : "something else");
    return above == NULL || below == NULL;
}
