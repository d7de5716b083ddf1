/* brk.c: tangled from book/01-pages.nw; edit that, not this. */
/* brk.c - what does sbrk return, and what is in the memory? */
#define _DEFAULT_SOURCE
#include "probe.h"
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    intptr_t page = (intptr_t)page_size();
    char *before = sbrk(0);
    char *mem = sbrk(page);
    char *after = sbrk(0);
    size_t fresh = not_zero(mem, page_size());
    memset(mem, 'x', page_size());
    sbrk(-page);
    char *again = sbrk(page);
    size_t washed = not_zero(again, page_size());
    void *refused = sbrk((intptr_t)1 << 46);
    const char *why = strerror(errno);
    char *unmoved = sbrk(0);
    printf("sbrk returned the old break: %s\n",
           mem == before ? "yes" : "no");
    printf("the break moved by:         %td\n", after - mem);
    printf("bytes not zero, fresh:      %zu\n", fresh);
    printf("bytes not zero, second try: %zu\n", washed);
    printf("same page again:            %s\n",
           again == mem ? "yes" : "no");
    printf("64 TiB more, returned:      %jd\n", (intmax_t)refused);
    printf("64 TiB more, reason:        %s\n", why);
    printf("the break then moved by:    %td\n", unmoved - after);
    return 0;
}
