/* red_unsortedbin.c: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* red_unsortedbin.c - how many pages does one free touch, when thousands of
   blocks are freed, each of another size? Green when they are few. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>

#include "hpoc.h"
#include "os_test.h"

enum { SIZES = 4000, LOOKS = 64, PAGE = 4096, MOST = 16 };

static char *block[SIZES];
static int touched;

static void lend_page(int signal, siginfo_t *info, void *context)
{
    (void)signal, (void)context;
    uintptr_t page = (uintptr_t)info->si_addr & ~(uintptr_t)(PAGE - 1);
    mprotect((void *)page, PAGE, PROT_READ | PROT_WRITE);
    touched++;
}

static void allow(int what)
{
    char *start = (char *)((uintptr_t)block[0] & ~(uintptr_t)(PAGE - 1));
    mprotect(start, os_break() - os_offset(start), what);
}

int main(void)
{
    struct sigaction action = { .sa_sigaction = lend_page,
                                .sa_flags = SA_SIGINFO };
    sigaction(SIGSEGV, &action, NULL);
    for (size_t i = 0; i < SIZES; i++) {
        block[i] = hp_malloc(1032 + 16 * i);
        hp_malloc(24);
    }
    for (size_t i = 0; i < SIZES; i++) {
        allow(i < SIZES - LOOKS ? PROT_READ | PROT_WRITE : PROT_NONE);
        hp_free(block[i * 619 % SIZES]);
    }
    printf("sizes: %d\n", SIZES);
    printf("pages that one free touched: %d\n", touched / LOOKS);
    return touched <= MOST * LOOKS ? 0 : 1;
}
