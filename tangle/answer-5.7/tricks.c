/* tricks.c: tangled from book/05-free-list.nw; edit that, not this. */
/* tricks.c - what a free list can do that bump couldn't, none of it good.
   Not a part of the heap. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "hpoc.h"
#include "os_test.h"

static void look_into_free_blocks(void)
{
    hp_malloc(24);
    uintptr_t *a = hp_malloc(24), *b = hp_malloc(24);
    *a = 1111;
    *b = 2222;
    hp_free(a);
    printf("a is freed, and holds %zu\n", (size_t)*a);
    hp_free(b);
    printf("b is freed, and holds the address of offset %zu\n",
           os_offset((const void *)*b));
}

static void swallow(void)
{
    void *big = hp_malloc(1 << 20);
    printf("malloc(1 MiB): the heap has %zu bytes\n", os_counts.bytes);
    hp_free(big);
    void *tiny = hp_malloc(16);
    printf("free it, malloc(16): %zu bytes are usable\n",
           hp_malloc_usable_size(tiny));
    hp_malloc(1 << 20);
    printf("malloc(1 MiB): the heap has %zu bytes\n", os_counts.bytes);
}

static void search_a_long_list(void)
{
    static void *blocks[10000];
    for (int i = 0; i < 10000; i++)
        blocks[i] = hp_malloc(24);
    for (int i = 0; i < 10000; i++)
        hp_free(blocks[i]);
    size_t before = main_arena.free.probes;
    hp_malloc(100);
    printf("probes: %zu\n", main_arena.free.probes - before);
}

static void free_twice(void)
{
    void *a = hp_malloc(24);
    hp_free(a);
    hp_free(a);
    printf("malloc(24): offset %zu\n", os_offset(hp_malloc(24)));
    printf("malloc(24): offset %zu\n", os_offset(hp_malloc(24)));
}

int main(int argc, char **argv)
{
    const char *trick = argc > 1 ? argv[1] : "";
    if (strcmp(trick, "links") == 0)
        look_into_free_blocks();
    else if (strcmp(trick, "swallow") == 0)
        swallow();
    else if (strcmp(trick, "search") == 0)
        search_a_long_list();
    else
        free_twice();
    return 0;
}
