/* foreign.c: tangled from book/01-pages.nw; edit that, not this. */
/* foreign.c - is memory from sbrk contiguous if malloc is used? */
#define _DEFAULT_SOURCE
#include "probe.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
    intptr_t page = (intptr_t)page_size();
    char *ours = sbrk(page);
    char *theirs = malloc(1000);
    char *more = sbrk(page);
    printf("we hoped for:       %jd\n", (intmax_t)page);
    printf("we got:             %td\n", more - ours);
    printf("malloc bought, KiB: %td\n", (more - ours - page) / 1024);
    printf("and is in between:  %s\n",
           ours < theirs && theirs < more ? "yes" : "no");
    free(theirs);
    return 0;
}
