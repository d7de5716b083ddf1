/* gap.c: tangled from book/01-pages.nw; edit that, not this. */
/* gap.c - how far above the bss is the first break? */
#define _DEFAULT_SOURCE
#include "probe.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern char end[];

static long gap_of_a_new_process(void)
{
    FILE *child = popen("./gap", "r");
    long gap;
    if (child == NULL
        || fscanf(child, "pages in the gap: %ld", &gap) != 1)
        die("./gap");
    pclose(child);
    return gap;
}

static void compare_starts(int starts)
{
    long gap = gap_of_a_new_process();
    bool same = true;
    for (int i = 1; i < starts; i++)
        same = gap_of_a_new_process() == gap && same;
    printf("%d starts, the same gap: %s\n",
           starts, same ? "always" : "no");
}

int main(int argc, char **argv)
{
    char *first = sbrk(0);
    ptrdiff_t gap = (first - end) / (ptrdiff_t)page_size();
    if (argc == 2)
        compare_starts(atoi(argv[1]));
    else
        printf("pages in the gap: %td\n", gap);
    return 0;
}
