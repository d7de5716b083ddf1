/* red_smallbins.c: tangled from book/12-smallbins.nw; edit that, not this. */
/* red_smallbins.c - takes and frees twenty blocks of one size, in a heap
   with a thousand free ones of another. Green when no call looks at more
   than one chunk. */
#include <stdio.h>

#include "chunk.h"
#include "hpoc.h"
#include "walk.h"

enum { OTHERS = 1000, BLOCKS = 20, ROUNDS = 50 };

static const void *queue[OTHERS + BLOCKS + 300];
static size_t length, looked_at, most;

static bool write_down(void *nothing, const char *list, const void *at)
{
    queue[length++] = at;       /* NULL at the end of a list */
    return nothing == NULL && list != NULL;
}

static size_t looks_for(const void *chunk)
{
    size_t i = 0, looks = 0;
    while (i < length && queue[i] != chunk)
        i++;
    while (i + looks < length && queue[i + looks] != NULL)
        looks++;
    return looks;
}

static void allocate_apart(int n, size_t request, void **block)
{
    for (int i = 0; i < n; i++) {
        block[i] = hp_malloc(request);
        hp_malloc(24);
    }
}

static void free_all(int n, void **block)
{
    for (int i = 0; i < n; i++)
        hp_free(block[i]);
}

static void play_round(void **block)
{
    for (int i = 0; i < BLOCKS; i++) {
        length = 0;
        walk_lists(write_down, NULL);
        block[i] = hp_malloc(400);
        size_t looks = looks_for(mem_to_chunk(block[i]));
        looked_at += looks;
        most = looks > most ? looks : most;
    }
    free_all(BLOCKS, block);
}

int main(void)
{
    static void *other[OTHERS], *block[BLOCKS];
    allocate_apart(OTHERS, 200, other);
    allocate_apart(BLOCKS, 400, block);
    free_all(OTHERS, other);
    free_all(BLOCKS, block);
    for (int round = 0; round < ROUNDS; round++)
        play_round(block);
    printf("mallocs: %d\nchunks looked at: %zu\nmost for one: %zu\n",
           ROUNDS * BLOCKS, looked_at, most);
    return most <= 1 ? 0 : 1;
}
