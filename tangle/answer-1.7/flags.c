/* flags.c: tangled from book/01-pages.nw; edit that, not this. */
/* flags.c - what do PROT and MAP each decide? */
#define _DEFAULT_SOURCE
#include "probe.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

struct attempt {
    const char *name;
    int prot;
    int flags;
};

static void try(const struct attempt *a)
{
    char *mem = mmap(NULL, page_size(), a->prot, a->flags, -1, 0);
    printf("%-28s", a->name);
    if (mem == MAP_FAILED) {
        printf("mmap: %s\n", strerror(errno));
        return;
    }
    fflush(stdout);
    printf("read %s, write %s\n",
           survives(read_pages, mem) ? "ok" : "kills",
           survives(write_pages, mem) ? "ok" : "kills");
    munmap(mem, page_size());
}

int main(void)
{
    const int anonymous = MAP_ANONYMOUS, all_of_it = PROT_READ | PROT_WRITE;
    const struct attempt all[] = {
        { "rw, anonymous + private", all_of_it, anonymous | MAP_PRIVATE },
        { "r-, anonymous + private", PROT_READ, anonymous | MAP_PRIVATE },
        { "--, anonymous + private", PROT_NONE, anonymous | MAP_PRIVATE },
        { "rw, anonymous + shared", all_of_it, anonymous | MAP_SHARED },
        { "r-, anonymous + shared", PROT_READ, anonymous | MAP_SHARED },
        { "rw, anonymous", all_of_it, anonymous },
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        try(&all[i]);
    return 0;
}
