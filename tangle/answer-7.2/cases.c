/* cases.c: tangled from book/07-tags.nw; edit that, not this. */
/* cases.c - "again": cuts a block off a free chunk and gives it back, ten
   thousand times. Otherwise: frees a bunch of neighbours, and wants it. */
#include <stdio.h>
#include <string.h>

#include "hpoc.h"

int run(int argc, char **argv);

static void bunch(void)
{
    static void *piece[10000];
    for (int i = 0; i < 10000; i++)
        piece[i] = hp_malloc(104);
    hp_malloc(24);
    for (int i = 0; i < 10000; i++)
        hp_free(piece[i]);
    hp_malloc(1 << 20);
}

static void again(void)
{
    void *spare = hp_malloc(10000);
    hp_malloc(24);
    hp_free(spare);
    for (int i = 0; i < 10000; i++)
        hp_free(hp_malloc(104));
}

int run(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "again") == 0)
        again();
    else
        bunch();
    return 0;
}
