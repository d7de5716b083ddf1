/* robson.c: tangled from book/05-free-list.nw; edit that, not this. */
/* robson.c - a program that no heap can serve in little room: Robson's of
   1971, or with the argument "lazy" a simpler one. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Chunk sizes are UNIT times 1, 2, 4 ... 2^ROUNDS; never more than MOST
   units are in use. */
enum { UNIT = 32, ROUNDS = 10, MOST = 8192 };

static struct block {
    uintptr_t at;
    size_t size;
} live[MOST];
static size_t count, units;
static uintptr_t lowest = UINTPTR_MAX, highest;

static void allocate(size_t size)
{
    uintptr_t at = (uintptr_t)malloc(size - sizeof(size_t));
    if (at == 0)
        exit(2);
    live[count++] = (struct block){ at, size };
    units += size / UNIT;
    if (at < lowest)
        lowest = at;
    if (at + size > highest)
        highest = at + size;
}

/* Does b lie across a line of the grid? The first line is offset above
   lowest, and there is one every step, a power of two. */
static bool covers(const struct block *b, size_t offset, size_t step)
{
    return ((lowest + offset - b->at) & (step - 1)) < b->size;
}

/* How much room the blocks that we would keep will spoil. */
static size_t worth(size_t offset, size_t step)
{
    size_t sum = 0;
    for (size_t i = 0; i < count; i++)
        if (covers(&live[i], offset, step))
            sum += step - live[i].size;
    return sum;
}

/* Frees all that is in use, or all but the blocks across the grid. */
static void make_room(bool all, size_t offset, size_t step)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!all && covers(&live[i], offset, step))
            live[kept++] = live[i];
        else
            free((void *)live[i].at);
    }
    for (units = 0, count = 0; count < kept; count++)
        units += live[count].size / UNIT;
}

int main(int argc, char **argv)
{
    bool lazy = argc > 1 && strcmp(argv[1], "lazy") == 0;
    size_t offset = 0;
    for (size_t step = UNIT; step <= (size_t)UNIT << ROUNDS; step *= 2) {
        if (worth(offset + step / 2, step) > worth(offset, step))
            offset += step / 2;
        make_room(lazy, offset, step);
        while (units + step / UNIT <= MOST)
            allocate(step);
        printf("%zu: %.2f\n", step,
               (double)(highest - lowest) / (MOST * UNIT));
    }
    return 0;
}
