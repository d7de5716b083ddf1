/* merge.c: tangled from book/answers/01-pages.nw; edit that, not this. */
/* merge.c - what a write costs, to a page that was merged and to one
   that wasn't. Needs a kernel with KSM turned on. */
#define _GNU_SOURCE
#include "probe.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { PAGES = 500 };

static int by_size(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

/* Nanoseconds of a write to each page: the median. */
static long write_time(volatile char *mem)
{
    static long times[PAGES];
    struct timespec from, to;
    for (size_t i = 0; i < PAGES; i++) {
        clock_gettime(CLOCK_MONOTONIC, &from);
        mem[i * page_size()]++;
        clock_gettime(CLOCK_MONOTONIC, &to);
        times[i] = (to.tv_sec - from.tv_sec) * 1000000000
            + (to.tv_nsec - from.tv_nsec);
    }
    qsort(times, PAGES, sizeof times[0], by_size);
    return times[PAGES / 2];
}

static long pages_sharing(void)
{
    FILE *file = fopen("/sys/kernel/mm/ksm/pages_sharing", "r");
    long pages = 0;
    if (file == NULL || fscanf(file, "%ld", &pages) != 1)
        die("pages_sharing");
    fclose(file);
    return pages;
}

int main(void)
{
    size_t size = PAGES * page_size();
    char *equal = map_pages(PAGES), *different = map_pages(PAGES);
    memset(equal, 'x', size);
    for (size_t i = 0; i < size; i++)
        different[i] = (char)random();
    if (madvise(equal, size, MADV_MERGEABLE) != 0
        || madvise(different, size, MADV_MERGEABLE) != 0)
        die("madvise");
    for (int i = 0; pages_sharing() < PAGES / 2 && i < 120; i++)
        sleep(1);
    long merged = write_time(equal), own = write_time(different);
    printf("merged %ld ns, own %ld ns\n", merged, own);
    return merged > 2 * own ? 0 : 1;
}
