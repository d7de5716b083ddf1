/* cow.c: tangled from book/answers/01-pages.nw; edit that, not this. */
/* cow.c - who keeps the frame when a page is copied? */
#define _DEFAULT_SOURCE
#include "probe.h"
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGES = 256, SOME = 100 };

int main(int argc, char **argv)
{
    (void)argv;
    char *mem = map_pages(PAGES);
    write_pages(mem, PAGES);
    static unsigned long before[PAGES];
    for (size_t i = 0; i < PAGES; i++)
        before[i] = frame_of(mem + i * page_size());
    if (before[0] == 0)
        return 77;                          /* not root */
    int ends[2];
    char end_of_pipe;
    if (pipe(ends) != 0)
        die("pipe");
    if (fork() == 0) {
        close(ends[1]);
        write_pages(mem, SOME);
        if (argc > 1 && read(ends[0], &end_of_pipe, 1) != 0)
            die("read");
        _exit(0);
    }
    close(ends[0]);
    argc > 1 ? usleep(100000) : wait(NULL);
    write_pages(mem, PAGES);
    size_t same = 0;
    for (size_t i = 0; i < PAGES; i++)
        same += frame_of(mem + i * page_size()) == before[i];
    print_count("the same frames", (long)same);
    return 0;
}
