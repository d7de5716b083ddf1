/* red_tags.c: tangled from book/07-tags.nw; edit that, not this. */
/* red_tags.c - how many other chunks does a free look at? Each block has a
   page of its own; pages are taken away, and those that free asks for are
   counted. Green when they are few, however many chunks are free. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>

#include "hpoc.h"
#include "os_test.h"

enum { BLOCKS = 2000, PAGE = 4096, MOST = 16 };

static int touched;

static void lend_page(int signal, siginfo_t *info, void *context)
{
    (void)signal, (void)context;
    uintptr_t page = (uintptr_t)info->si_addr & ~(uintptr_t)(PAGE - 1);
    mprotect((void *)page, PAGE, PROT_READ | PROT_WRITE);
    touched++;
}

int main(void)
{
    static char *block[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
        block[i] = hp_malloc(PAGE - 8);
    for (int i = 1; i < BLOCKS; i += 2)
        hp_free(block[i * 619 % BLOCKS]);
    struct sigaction action = { .sa_sigaction = lend_page,
                                .sa_flags = SA_SIGINFO };
    sigaction(SIGSEGV, &action, NULL);
    char *start = (char *)((uintptr_t)block[0] & ~(uintptr_t)(PAGE - 1));
    mprotect(start, os_break() - os_offset(start), PROT_NONE);
    hp_free(block[BLOCKS / 2]);
    printf("free chunks: %d\n", BLOCKS / 2);
    printf("pages that one free touched: %d\n", touched);
    return touched <= MOST ? 0 : 1;
}
