/* play.c: tangled from book/02-contract.nw; edit that, not this. */
/* play.c - plays a trace on the heap of this stage, on the system for
   tests, and counts. Reads the trace, unpacked, from standard input. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hpoc.h"
#include "os_test.h"
#include "walk.h"

/* The blocks by birth. A block's age counts back from the newest. */
static struct block {
    void *mem;
    size_t size;
} *blocks;
static size_t born, room;

static struct {
    size_t events, mallocs, frees, reallocs, callocs, memaligns;
    size_t live, most_live;
} seen;

static _Noreturn void stop(const char *why)
{
    fprintf(stderr, "play: event %zu: %s\n", seen.events, why);
    exit(2);
}

static bool read_varint(size_t *value)
{
    int c = getchar(), shift = 0;
    *value = 0;
    if (c == EOF)
        return false;
    for (; c & 0x80; c = getchar(), shift += 7) {
        if (c == EOF || shift > 56)
            stop("a number is cut off");
        *value |= (size_t)(c & 0x7f) << shift;
    }
    *value |= (size_t)c << shift;
    return true;
}

static size_t operand(void)
{
    size_t value;
    if (!read_varint(&value))
        stop("an operand is missing");
    return value;
}

static void remember(void *mem, size_t size)
{
    if (mem == NULL)
        stop("the heap has no memory");
    if (born == room) {
        room = room == 0 ? 4096 : room * 2;
        blocks = realloc(blocks, room * sizeof *blocks);
        if (blocks == NULL)
            stop("the player has no memory");
    }
    memset(mem, 0xa5, size < 64 ? size : 64);
    blocks[born++] = (struct block){ mem, size };
    seen.live += size;
    if (seen.live > seen.most_live)
        seen.most_live = seen.live;
}

static struct block take(size_t age)
{
    if (age >= born || blocks[born - 1 - age].mem == NULL)
        stop("no live block of that age");
    struct block b = blocks[born - 1 - age];
    blocks[born - 1 - age].mem = NULL;
    seen.live -= b.size;
    return b;
}

static void play_free(size_t age)
{
    seen.frees++;
    hp_free(take(age).mem);
}

static void play_realloc(size_t age)
{
    seen.reallocs++;
    size_t size = operand();
    remember(hp_realloc(take(age).mem, size), size);
}

static void play_calloc_or_memalign(size_t x)
{
    size_t size = x >> 1;
    if (x & 1) {
        seen.memaligns++;
        size_t alignment = (size_t)1 << (operand() & 63);
        remember(hp_memalign(alignment, size), size);
    } else {
        seen.callocs++;
        remember(hp_calloc(1, size), size);
    }
}

static void play_event(size_t head)
{
    size_t x = head >> 2;
    switch (head & 3) {
    case 0:
        seen.mallocs++;
        remember(hp_malloc(x), x);
        break;
    case 1:
        play_free(x);
        break;
    case 2:
        play_realloc(x);
        break;
    default:
        play_calloc_or_memalign(x);
    }
}

static void report(void)
{
    printf("events: %zu\n", seen.events);
    printf("malloc: %zu\n", seen.mallocs);
    printf("free: %zu\n", seen.frees);
    printf("realloc: %zu\n", seen.reallocs);
    printf("calloc: %zu\n", seen.callocs);
    printf("memalign: %zu\n", seen.memaligns);
    printf("peak live bytes: %zu\n", seen.most_live);
    printf("peak heap bytes: %zu\n", os_counts.peak);
    printf("utilisation percent: %.1f\n",
           100.0 * (double)seen.most_live / (double)os_counts.peak);
    printf("system calls: %zu\n",
           os_counts.sbrks + os_counts.maps + os_counts.unmaps);
}

/* A line for a plot: how far, bytes live, bytes held. */
static void print_point(void)
{
    printf("%zu %zu %zu\n", seen.events, seen.live, os_counts.bytes);
}

int main(int argc, char **argv)
{
    bool plot = argc > 2 && strcmp(argv[1], "--plot") == 0;
    size_t step = plot ? strtoull(argv[2], NULL, 10) : SIZE_MAX;
    size_t most = argc == 2 ? strtoull(argv[1], NULL, 10) : SIZE_MAX, head;
    while (seen.events < most && read_varint(&head)) {
        play_event(head);
        if (++seen.events % step == 0)
            print_point();
    }
    if (seen.events == 0)
        stop("the trace is empty");
    const char *broken = check_heap();
    if (broken != NULL)
        stop(broken);
    if (!plot)
        report();
    return 0;
}
