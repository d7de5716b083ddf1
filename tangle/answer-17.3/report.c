/* report.c: tangled from book/02-contract.nw; edit that, not this. */
/* report.c - see report.h. */
#include <errno.h>
#include <stddef.h>

#include "os.h"
#include "report.h"

void *out_of_memory(void)
{
    errno = ENOMEM;
    return NULL;
}

_Noreturn void fatal(const char *message)
{
    os_die(message);
}
