/* red_tags.c: tangled from book/07-tags.nw; edit that, not this. */
/* red_tags.c - how many pages does one free touch? red_tags BLOCKS makes
   so many, a power of two, a page each, and frees every second. Green when
   the pages are few. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "hpoc.h"
#include "os_test.h"

enum { MANY = 1 << 14, SOME = 1 << 11, PAGE = 4096, MOST = 16 };

static char *block[MANY];
static int touched;

static void lend_page(int signal, siginfo_t *info, void *context)
{
    (void)signal, (void)context;
    uintptr_t page = (uintptr_t)info->si_addr & ~(uintptr_t)(PAGE - 1);
    mprotect((void *)page, PAGE, PROT_READ | PROT_WRITE);
    touched++;
}

static void take_pages_away(void)
{
    struct sigaction action = { .sa_sigaction = lend_page,
                                .sa_flags = SA_SIGINFO };
    sigaction(SIGSEGV, &action, NULL);
    char *start = (char *)((uintptr_t)block[0] & ~(uintptr_t)(PAGE - 1));
    mprotect(start, os_break() - os_offset(start), PROT_NONE);
}

int main(int argc, char **argv)
{
    size_t blocks = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    if (blocks < 4 || blocks > MANY || (blocks & (blocks - 1)) != 0)
        blocks = SOME;
    for (size_t i = 0; i < blocks; i++)
        block[i] = hp_malloc(PAGE - 8);
    for (size_t i = 1; i < blocks; i += 2)
        hp_free(block[i * 619 % blocks]);
    take_pages_away();
    hp_free(block[blocks / 2]);
    printf("free chunks: %zu\n", blocks / 2);
    printf("pages that one free touched: %d\n", touched);
    return touched <= MOST ? 0 : 1;
}
