/* red_bump.c: tangled from book/04-bump.nw; edit that, not this. */
/* red_bump.c - how many system calls do small requests cost? Green when
   a hundred of them share one. */
#include <stdio.h>

#include "hpoc.h"
#include "os_test.h"

enum { REQUESTS = 10000, SHARED_BY = 100 };

int main(void)
{
    for (int i = 0; i < REQUESTS; i++)
        if (hp_malloc(24) == NULL)
            return 1;
    size_t calls = os_counts.sbrks + os_counts.maps + os_counts.unmaps;
    printf("requests of 24 bytes: %d\n", REQUESTS);
    printf("system calls: %zu\n", calls);
    return calls * SHARED_BY <= REQUESTS ? 0 : 1;
}
