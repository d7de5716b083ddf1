/* red_largebins.c: tangled from book/13-largebins.nw; edit that, not this. */
/* red_largebins.c - ten thousand large chunks are free, and one request
   comes. Green when few pages are touched to serve it. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>

#include "hpoc.h"
#include "os_test.h"

enum { BLOCKS = 10000, PAGE = 4096, SIZES = 382, WANTED = 10216,
       MOST = 50 };

static char *block[BLOCKS];
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

static size_t request(size_t i)
{
    return i == BLOCKS - 1 ? WANTED : PAGE + 16 * (i * 619 % SIZES) - 8;
}

int main(void)
{
    for (size_t i = 0; i < BLOCKS; i++) {
        block[i] = hp_malloc(request(i));
        hp_malloc(24);
    }
    for (size_t i = 0; i < BLOCKS; i++)
        hp_free(block[i]);
    take_pages_away();
    char *got = hp_malloc(WANTED);
    printf("free chunks: %d\n", BLOCKS);
    printf("pages touched by one request: %d\n", touched);
    printf("it got the one that fits: %s\n",
           got == block[BLOCKS - 1] ? "yes" : "no");
    return touched <= MOST ? 0 : 1;
}
