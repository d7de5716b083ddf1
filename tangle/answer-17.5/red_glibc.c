/* red_glibc.c: tangled from book/17-glibc.nw; edit that, not this. */
/* red_glibc.c - the same calls on the two heaps of one process, ours and
   the machine's. Green when each block is at the same place in both. */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "hpoc.h"
#include "os_test.h"

static struct place {
    const char *call;
    size_t theirs, ours;
} places[16];
static size_t noted;
static char *their_start;
static size_t our_start;

static void note(const char *call, const void *theirs, const void *ours)
{
    places[noted++] = (struct place){
        call, (size_t)((const char *)theirs - their_start),
        os_offset(ours) - our_start,
    };
}

static void *in_a_thread(void *unused)
{
    enum { SEGMENT = 64 * 1024 * 1024 };
    size_t theirs = (size_t)malloc(24) % SEGMENT;
    size_t ours = (size_t)hp_malloc(24) % SEGMENT;
    places[noted++] = (struct place){ "in a thread", theirs, ours };
    return unused;
}

int main(void)
{
    pthread_t thread;
    their_start = sbrk(0);
    our_start = os_break();
    void *a = malloc(24), *b = hp_malloc(24);
    note("malloc(24)", a, b);
    note("malloc(5000)", malloc(5000), hp_malloc(5000));
    free(a);
    hp_free(b);
    note("free, and malloc(20)", malloc(20), hp_malloc(20));
    note("memalign(64, 100)", memalign(64, 100), hp_memalign(64, 100));
    pthread_create(&thread, NULL, in_a_thread, NULL);
    pthread_join(thread, NULL);
    int differ = 0;
    printf("%-22s %6s %6s\n", "", "libc", "here");
    for (struct place *p = places; p < places + noted; p++) {
        printf("%-22s %6zx %6zx\n", p->call, p->theirs, p->ours);
        differ += p->theirs != p->ours;
    }
    return differ != 0;
}
