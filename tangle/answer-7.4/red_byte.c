/* red_byte.c: tangled from book/answers/07-tags.nw; edit that, not this. */
/* red_byte.c - one zero byte too many, and a block in use is handed out
   a second time. In its own process, and to nobody's harm. */
#include <stdio.h>
#include <string.h>

#include "chunk.h"
#include "hpoc.h"

int main(void)
{
    char *a = hp_malloc(1000), *b = hp_malloc(248);
    hp_malloc(24);
    size_t usable = hp_malloc_usable_size(a);
    struct chunk *forged = (struct chunk *)(void *)(a + 512);
    size_t distance = (size_t)((char *)mem_to_chunk(b) - (a + 512));
    forged->head = distance | PREV_IN_USE;
    forged->fd = forged->bk = forged;
    memcpy(a + usable - sizeof distance, &distance, sizeof distance);
    a[usable] = '\0';           /* the one that is too many */
    hp_free(b);
    char *c = hp_malloc(100);
    printf("a has %zu bytes, and is in use\n", usable);
    printf("the next block begins in byte %td of it\n", c - a);
    return c > a && c < a + usable ? 1 : 0;
}
