/* quiz.c: tangled from book/01-pages.nw; edit that, not this. */
/* quiz.c - how much memory is a mebibyte? */
#include "probe.h"
#include <stdio.h>

int main(void)
{
    size_t pages = 256;
    char *mem = map_pages(pages);
    printf("pages asked for: %zu\n", pages);
    printf("bytes asked for: %zu\n", pages * page_size());
    printf("pages resident:  %ld\n", resident_pages(mem));
    return 0;
}
