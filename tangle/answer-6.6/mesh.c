/* mesh.c: tangled from book/06-coal.nw; edit that, not this. */
/* mesh.c - two pages of blocks become one page frame, and no address
   changes. Shown on pages of a file that exists only in memory. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLOT = 256 };

static int frames;      /* the file; its pages are our page frames */
static long page;

static char *show_frame(int frame, void *at)
{
    int fixed = at == NULL ? 0 : MAP_FIXED;
    return mmap(at, (size_t)page, PROT_READ | PROT_WRITE,
                MAP_SHARED | fixed, frames, frame * page);
}

static long frames_in_use(void)
{
    struct stat s;
    return fstat(frames, &s) == 0 ? s.st_blocks * 512 / page : -1;
}

int main(void)
{
    page = sysconf(_SC_PAGESIZE);
    frames = memfd_create("frames", 0);
    if (frames < 0 || ftruncate(frames, 2 * page) != 0)
        return 1;
    char *a = show_frame(0, NULL), *b = show_frame(1, NULL);
    if (a == MAP_FAILED || b == MAP_FAILED)
        return 1;
    char *first = a + 2 * SLOT, *second = b + 7 * SLOT;
    strcpy(first, "I live in page a, slot 2");
    strcpy(second, "I live in page b, slot 7");
    printf("page frames: %ld\n", frames_in_use());
    memcpy(a + 7 * SLOT, second, SLOT);
    if (show_frame(0, b) != b
        || fallocate(frames, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                     page, page) != 0)
        return 1;
    printf("page frames: %ld\n", frames_in_use());
    printf("first: %s\nsecond: %s\n", first, second);
    strcpy(second, "and have never moved");
    printf("seen through page a, slot 7: %s\n", a + 7 * SLOT);
    return 0;
}
