/* lost.c: tangled from book/06-coal.nw; edit that, not this. */
/* lost.c - allocates and frees at random until a new block overlaps one
   that is alive, but at most MOST times. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "hpoc.h"

enum { SLOTS = 32, MOST = 100000 };

static struct block {
    uintptr_t start, end;
} live[SLOTS];

static size_t below(size_t limit)
{
    static uint64_t state = 88172645463325252;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % limit);
}

static bool overlaps(const struct block *new)
{
    for (int i = 0; i < SLOTS; i++)
        if (&live[i] != new && new->start < live[i].end
            && live[i].start < new->end)
            return true;
    return false;
}

int main(void)
{
    for (int count = 0; count < MOST;) {
        struct block *b = &live[below(SLOTS)];
        if (b->end != 0) {
            hp_free((void *)b->start);
            b->start = b->end = 0;
            continue;
        }
        b->end = 1 + below(300);
        b->start = (uintptr_t)hp_malloc(b->end);
        b->end += b->start;
        count++;
        if (overlaps(b)) {
            printf("two owners at allocation: %d\n", count);
            return 1;
        }
    }
    printf("no overlap in %d allocations\n", MOST);
    return 0;
}
