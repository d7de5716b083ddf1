/* again.c: tangled from book/06-coal.nw; edit that, not this. */
/* again.c - cuts a block off a free chunk and gives it back, again and
   again; says what the list has counted. */
#include <stdio.h>

#include "arena.h"
#include "hpoc.h"

int main(void)
{
    void *spare = hp_malloc(10000);
    hp_malloc(24);
    hp_free(spare);
    for (int i = 0; i < 10000; i++)
        hp_free(hp_malloc(104));
    printf("merges: %zu\n", main_arena.free.merges);
    printf("steps: %zu\n", main_arena.free.steps);
    return 0;
}
