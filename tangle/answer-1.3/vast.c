/* vast.c: tangled from book/answers/01-pages.nw; edit that, not this. */
/* vast.c - the largest mapping that the kernel promises, in MiB. */
#define _DEFAULT_SOURCE
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>

static bool is_promised(size_t mebibytes)
{
    size_t size = mebibytes << 20;
    void *mem = mmap(NULL, size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mem == MAP_FAILED)
        return false;
    munmap(mem, size);
    return true;
}

int main(void)
{
    size_t low = 1, high = (size_t)1 << 27;         /* 2^47 bytes */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (is_promised(middle))
            low = middle;
        else
            high = middle;
    }
    printf("%zu\n", low);
    return 0;
}
