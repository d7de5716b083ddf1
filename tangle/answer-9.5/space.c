/* space.c: tangled from book/09-arenas.nw; edit that, not this. */
/* space.c - a segment's addresses and its memory, from the kernel's side:
   KiB that the process has more than before, and KiB that have a frame. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "os.h"
#include "segment.h"

enum { PAGES = SEGMENT_MAX / 4096, FIRST = 132 * 1024 };

static long virtual_pages(void)
{
    long pages = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    if (statm == NULL || fscanf(statm, "%ld", &pages) != 1)
        return -1;
    fclose(statm);
    return pages;
}

static long before;

static void say(const char *when, char *at)
{
    static unsigned char has_frame[PAGES];
    int frames = 0;
    long more = virtual_pages() - before;
    mincore(at, SEGMENT_MAX, has_frame);
    for (int i = 0; i < PAGES; i++)
        frames += has_frame[i] & 1;
    printf("%-10s %6ld %4d\n", when, more * 4, frames * 4);
}

int main(void)
{
    before = virtual_pages();
    before = virtual_pages();
    char *at = os_reserve(NULL, SEGMENT_MAX);
    say("reserved", at);
    os_commit(at, FIRST);
    say("opened", at);
    memset(at, 1, 10000);
    say("touched", at);
    os_discard(at, FIRST);
    say("discarded", at);
    return 0;
}
