/* gap.c: tangled from book/01-pages.nw and book/answers/01-pages.nw; edit those, not this. */
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

static bool is_new(const long *gaps, int count, long gap)
{
    for (int i = 0; i < count; i++)
        if (gaps[i] == gap)
            return false;
    return true;
}

static void compare_starts(int starts)
{
    long *gaps = calloc((size_t)starts, sizeof *gaps);
    int count = 0;
    for (int i = 0; i < starts; i++) {
        long gap = gap_of_a_new_process();
        if (is_new(gaps, count, gap))
            gaps[count++] = gap;
    }
    printf("%d starts, different gaps: %d\n", starts, count);
    free(gaps);
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
