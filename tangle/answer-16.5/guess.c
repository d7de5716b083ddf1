/* guess.c: tangled from book/16-checks.nw; edit that, not this. */
/* guess.c - forges a link, in blocks on sixteen pages: not knowing where
   they are, knowing it, and having read it in another block. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chunk.h"
#include "hpoc.h"

enum { PAGES = 16, PAGE = 4096 };

static _Alignas(16) char ours[64];
static void *last, **first;     /* two freed blocks, first leads to last */

static void guessed(void)
{
    *first = ours;
}

static void known(void)
{
    *first = mangle(first, ours);
}

static void read_off(void)
{
    uintptr_t page = *(uintptr_t *)last;
    *first = (void *)(page ^ (uintptr_t)ours);
}

static int fate(int page, void (*forge)(void))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(2);
        hp_malloc((size_t)page * PAGE + 8);
        last = hp_malloc(24), first = hp_malloc(24);
        hp_free(last);
        hp_free(first);
        forge();
        hp_malloc(24);
        _exit(hp_malloc(24) == (void *)ours);
    }
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : status;
}

static void try(const char *how, void (*forge)(void))
{
    int caught = 0, served = 0;
    for (int page = 0; page < PAGES; page++) {
        int what = fate(page, forge);
        caught += what == SIGABRT;
        served += WIFEXITED(what) && WEXITSTATUS(what) == 1;
    }
    printf("%s: caught %d, got what it wanted %d, of %d\n", how, caught,
           served, PAGES);
}

int main(void)
{
    try("guessed", guessed);
    try("known", known);
    try("read", read_off);
    return 0;
}
