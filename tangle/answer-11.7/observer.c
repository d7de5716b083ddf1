/* observer.c: tangled from book/11-fastbin.nw; edit that, not this. */
/* observer.c - frees twenty blocks, does something harmless, and says where
   a block of 200 bytes is to be had then. For a heap that is preloaded. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCKS = 20 };

static void do_something(const char *what)
{
    char line[20];
    if (strcmp(what, "unbuffered") == 0)
        setvbuf(stdout, NULL, _IONBF, 0);
    if (strcmp(what, "printf") == 0 || strcmp(what, "unbuffered") == 0)
        printf("twenty are free\n");
    if (strcmp(what, "dprintf") == 0)
        dprintf(1, "twenty are free\n");
    if (strcmp(what, "snprintf") == 0)
        snprintf(line, sizeof line, "twenty are free");
    fflush(stdout);
}

int main(int argc, char **argv)
{
    void *block[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
        block[i] = malloc(24);
    uintptr_t last = (uintptr_t)malloc(24);
    for (int i = 0; i < BLOCKS; i++)
        free(block[i]);
    do_something(argc > 1 ? argv[1] : "nothing");
    const char *where = (uintptr_t)malloc(200) < last
        ? "200 bytes: among the freed blocks\n"
        : "200 bytes: behind all of them\n";
    return write(1, where, strlen(where)) > 0 ? 0 : 1;
}
