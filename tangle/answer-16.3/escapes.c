/* escapes.c: tangled from book/16-checks.nw; edit that, not this. */
/* escapes.c - six lies that work. Each is told in a child. */
#include <stdbool.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hpoc.h"
#include "tune.h"

static size_t *a, *b;

static void two_blocks(size_t size)
{
    a = hp_malloc(size);
    b = hp_malloc(size);
    hp_malloc(24);
}

static bool write_late(void)
{
    two_blocks(100);
    hp_free(a);
    a[3] = 42;
    return hp_malloc(100) == a && a[3] == 42;
}

static bool share(void)
{
    two_blocks(100);
    hp_free(a);
    b = hp_malloc(100);
    a[0] = 42;
    return b[0] == 42;
}

static bool without_key(void)
{
    two_blocks(24);
    hp_free(a);
    a[1] = 0;
    hp_free(a);
    return hp_malloc(24) == a && hp_malloc(24) == a;
}

static bool a_b_a(void)
{
    tuning.tcache_bins = 0;
    two_blocks(24);
    hp_free(a);
    hp_free(b);
    hp_free(a);
    return hp_malloc(24) == a && hp_malloc(24) == b && hp_malloc(24) == a;
}

static bool from_outside(void)
{
    static _Alignas(16) size_t array[8];
    array[1] = 0x41;
    hp_free(&array[2]);
    return hp_malloc(56) == &array[2];
}

static bool add_up(void)
{
    two_blocks(2000);
    hp_free(b);
    b[222] = 0x700;
    b[223] = 0x20;
    *((unsigned char *)a + 2008) = 0x01;
    return hp_malloc(1700) == b;
}

static void try(const char *lie, bool (*works)(void))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        _exit(works() ? 0 : 1);
    waitpid(child, &status, 0);
    bool worked = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    printf("%-40s %s\n", lie, worked ? "works" : "is found");
}

int main(void)
{
    try("a freed block is written to:", write_late);
    try("a freed block is somebody else's:", share);
    try("freed twice, the key overwritten:", without_key);
    try("freed a, b, a, on a fast bin:", a_b_a);
    try("a head in an array that was never ours:", from_outside);
    try("a size one byte off, and a foot for it:", add_up);
    return 0;
}
