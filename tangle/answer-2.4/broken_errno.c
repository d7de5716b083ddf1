/* broken_errno.c: tangled from book/02-contract.nw; edit that, not this. */
/* caught by free_keeps_errno: the last system call did well. */
#include "broken.h"

void hp_free(void *mem)
{
    healthy_free(mem);
    errno = 0;
}
