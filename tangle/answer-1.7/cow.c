/* cow.c: tangled from book/01-pages.nw; edit that, not this. */
/* cow.c - when are pages shared, and when are they copied? */
#define _DEFAULT_SOURCE
#include "probe.h"
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGES = 256, SOME = 100 };

static _Noreturn void look_from_the_child(char *mem)
{
    print_count("forked, shared", shared_pages(mem));
    print_count("child reads all, faults",
                faults_of(read_pages, mem, PAGES));
    print_count("child writes some, faults",
                faults_of(write_pages, mem, SOME));
    print_count("child writes some, shared", shared_pages(mem));
    _exit(0);
}

int main(void)
{
    char *mem = map_pages(PAGES);
    write_pages(mem, PAGES);
    print_count("equal pages, resident", resident_pages(mem));
    print_count("equal pages, shared", shared_pages(mem));
    if (fork() == 0)
        look_from_the_child(mem);
    wait(NULL);
    print_count("child gone, shared", shared_pages(mem));
    print_count("child gone, parent writes, faults",
                faults_of(write_pages, mem, PAGES));
    print_count("child gone, resident", resident_pages(mem));
    return 0;
}
