/* fork.c: tangled from book/01-pages.nw; edit that, not this. */
/* fork.c - who sees a write to a private page, and to a shared one? */
#define _DEFAULT_SOURCE
#include "probe.h"
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static void row(const char *name, int flags, int file)
{
    char *mem = mmap(NULL, page_size(), PROT_READ | PROT_WRITE,
                     flags, file, 0);
    if (mem == MAP_FAILED)
        die(name);
    char reads = after_a_child_writes(mem);
    char holds = '-';
    if (file >= 0 && pread(file, &holds, 1, 0) != 1)
        die("pread");
    printf("%-21s%-14c%c\n", name, reads, holds == 0 ? '0' : holds);
}

int main(void)
{
    int file = fileno(tmpfile());
    if (ftruncate(file, (off_t)page_size()) != 0)
        die("ftruncate");
    puts("                     parent reads  file holds");
    row("private, anonymous", MAP_PRIVATE | MAP_ANONYMOUS, -1);
    row("shared, anonymous", MAP_SHARED | MAP_ANONYMOUS, -1);
    row("private, of a file", MAP_PRIVATE, file);
    row("shared, of a file", MAP_SHARED, file);
    return 0;
}
