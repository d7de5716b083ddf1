/* fits.c: tangled from book/05-free-list.nw; edit that, not this. */
/* fits.c - a main for another program: fits FIT ARGUMENTS... sets the fit,
   calls the program's own main, now named run, and reports on the list. */
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "walk.h"

int run(int argc, char **argv);

static bool count_free(void *context, const struct walk_item *item)
{
    *(size_t *)context += item->kind == WALK_FREE;
    return true;
}

int main(int argc, char **argv)
{
    static const char *const names[] = { "first", "next", "best", "worst" };
    for (unsigned i = 0; argc > 1 && i < 4; i++)
        if (strcmp(argv[1], names[i]) == 0)
            main_arena.free.fit = (enum fit)i;
    int status = run(argc - 1, argv + 1);
    size_t count = 0;
    walk_heap(count_free, &count);
    printf("probes: %zu\nfree chunks: %zu\n", main_arena.free.probes,
           count);
    return status;
}
