/* lost.c: tangled from book/15-system.nw; edit that, not this. */
/* lost.c - two requests behind a stranger, of which the first fails. */
#include <stdio.h>

#include "hpoc.h"
#include "os_test.h"
#include "tune.h"

int main(void)
{
    tuning.max_mmaps = 0;
    hp_malloc(24);
    os_foreign_sbrk(4096);
    const char *first = hp_malloc(135136) == NULL ? "no memory" : "served";
    const char *then = hp_malloc(135136) == NULL ? "no memory" : "served";
    printf("first: %s\nonce more: %s\n", first, then);
    return 0;
}
