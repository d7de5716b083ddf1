/* counts.c: tangled from book/06-coal.nw; edit that, not this. */
/* counts.c - a main around that of play.c, which is named run here: plays
   a trace as usual, and then says what it cost on the list. */
#include <stdio.h>

#include "arena.h"

int run(int argc, char **argv);

int main(int argc, char **argv)
{
    int status = run(argc, argv);
    const struct free_list *list = &main_arena.free;
    size_t length = 0;
    for (const struct chunk *c = list->first; c != NULL; c = c->fd)
        length++;
    printf("probes: %zu\nsteps: %zu\n", list->probes, list->steps);
    printf("sweeps: %zu\nmerges: %zu\n", list->sweeps, list->merges);
    printf("free chunks: %zu\n", length);
    return status;
}
