/* red_twice.c: tangled from book/answers/06-coal.nw; edit that, not this. */
/* red_twice.c - frees the blocks at 0, 64, 128, and that at 64 again, and
   prints the first four chunks of the list. */
#include <stdio.h>

#include "arena.h"
#include "hpoc.h"
#include "os_test.h"

int main(void)
{
    void *piece[6];
    for (int i = 0; i < 6; i++)
        piece[i] = hp_malloc(24);
    hp_free(piece[0]);
    hp_free(piece[2]);
    hp_free(piece[4]);
    hp_free(piece[2]);
    const struct chunk *c = main_arena.free.first;
    for (int i = 0; i < 4; i++, c = c->fd)
        printf(i < 3 ? "%zu " : "%zu\n", os_offset(c));
    return 0;
}
