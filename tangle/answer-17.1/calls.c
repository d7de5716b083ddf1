/* calls.c: tangled from book/17-glibc.nw; edit that, not this. */
/* calls.c - the calls, and what is printed of them. See player.h. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "player.h"

struct block blocks[BLOCKS];
char *heap_start;
bool heap_only, show_contents;

static uint64_t state;

void seed(uint64_t number)
{
    state = number * 0x9e3779b97f4a7c15 + 1;
}

uint64_t chance(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 0x2545f4914f6cdd1d >> 16;
}

size_t below(size_t n)
{
    return chance() % n;
}

size_t between(size_t low, size_t high)
{
    return low + below(high - low + 1);
}

static uintptr_t segments[256];

static unsigned segment_count;

static unsigned segment_number(uintptr_t base)
{
    for (unsigned i = 0; i < segment_count; i++)
        if (segments[i] == base)
            return i + 1;
    if (segment_count < 256)
        segments[segment_count++] = base;
    return segment_count;
}

static bool on_heap(const char *mem)
{
    return mem >= heap_start && mem < (char *)sbrk(0);
}

static void stop_unless_on_heap(const char *mem)
{
    if (!heap_only || mem == NULL || on_heap(mem))
        return;
    printf("outside\n");
    fflush(stdout);
    _exit(0);
}

void print_place(const char *mem)
{
    stop_unless_on_heap(mem);
    uintptr_t at = (uintptr_t)mem;
    size_t head = mem == NULL ? 0 : ((const size_t *)(const void *)mem)[-1];
    if (mem == NULL)
        printf("null");
    else if (head & 2)
        printf("mapped %zx", at & 0xfff);
    else if (head & 4)
        printf("segment %u+%zx", segment_number(at >> 26), at & 0x3ffffff);
    else if (on_heap(mem))
        printf("heap+%zx", (size_t)(mem - heap_start));
    else
        printf("elsewhere %zx", at & 0xfff);
}

/* The 47th field of /proc/self/stat. Not by stdio, which would allocate. */
void find_heap_start(void)
{
    char text[1024];
    int fd = open("/proc/self/stat", O_RDONLY);
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    text[n > 0 ? n : 0] = '\0';
    char *p = strrchr(text, ')');
    for (int field = 2; field < 47 && p != NULL; field++)
        p = strchr(p + 1, ' ');
    if (p == NULL) {
        fprintf(stderr, "player: where does the heap begin?\n");
        exit(2);
    }
    heap_start = (char *)strtoull(p, NULL, 10);
}

static unsigned char patterns;

/* Only the ends of a long block are written on. */
static size_t written(size_t request)
{
    return request < 4096 ? request : 4096;
}

static void fill(struct block *b)
{
    size_t n = written(b->request);
    b->pattern = ++patterns;
    memset(b->mem, b->pattern, n);
    memset(b->mem + b->request - n, b->pattern, n);
}

static bool holds(const char *mem, size_t n, unsigned char what)
{
    return n == 0 || ((unsigned char)mem[0] == what
                      && memcmp(mem, mem + 1, n - 1) == 0);
}

/* Of a very long block only so much at each end is looked at. */
static bool is_clear(const char *mem, size_t size)
{
    enum { LOOK = 300000 };
    size_t n = size < LOOK ? size : LOOK;
    return holds(mem, n, 0) && holds(mem + size - n, n, 0);
}

void check(const struct block *b, size_t kept)
{
    size_t n = written(kept < b->request ? kept : b->request);
    if (!holds(b->mem, n, b->pattern))
        printf(" SPOILT");
}

struct block *pick(bool live)
{
    size_t start = below(BLOCKS);
    for (size_t i = 0; i < BLOCKS; i++) {
        struct block *b = &blocks[(start + i) % BLOCKS];
        if ((b->mem != NULL) == live)
            return b;
    }
    return NULL;
}

/* Without its first words, which may be links. */
static void print_contents(char *mem)
{
    size_t n = written(malloc_usable_size(mem)), links = 32;
    unsigned char first = (unsigned char)mem[links];
    if (n > links && holds(mem + links, n - links, first))
        printf(" of %02x", first);
}

void got(struct block *b, char *mem, size_t request)
{
    printf(" -> ");
    print_place(mem);
    if (mem == NULL) {
        printf(" %d", errno);
        b->mem = NULL;
    } else {
        printf(" %zu", malloc_usable_size(mem));
        if (show_contents)
            print_contents(mem);
        b->mem = mem;
        b->request = request;
        fill(b);
    }
}

static char *freed[64];

char *lately_freed(void)
{
    return freed[below(sizeof freed / sizeof freed[0])];
}

void give_back(struct block *b)
{
    static unsigned many;
    freed[many++ % (sizeof freed / sizeof freed[0])] = b->mem;
    printf("free ");
    print_place(b->mem);
    check(b, b->request);
    free(b->mem);
    b->mem = NULL;
}

size_t request_of(char sizes)
{
    static const size_t few[] = { 20, 100, 200, 500 };
    enum { FEW = sizeof few / sizeof few[0] };
    switch (sizes) {
    case 'a':
        return below(121);
    case 'b':
        return below(1100);
    case 'c':
        return between(1, 1024) + (below(9) == 0 ? 200 : 0);
    case 'd':
        return between(1000, 100000);
    case 'e':
        return below(3) == 0 ? between(100, 9000) : between(90000, 600000);
    case 'g':
        return below(3) == 0 ? few[below(FEW)]
            : below(3) == 0 ? below(9000) : below(1100);
    default:
        break;
    }
    size_t kind = below(100);
    return kind < 50 ? below(130) : kind < 75 ? below(1100)
         : kind < 90 ? below(9000) : kind < 98 ? below(130000)
         : kind < 99 ? below(700000) : below(40000000);
}

void call_malloc(char sizes)
{
    struct block *b = pick(false);
    size_t n = request_of(sizes);
    if (b == NULL) {
        give_back(pick(true));
        return;
    }
    printf("malloc %zu", n);
    got(b, malloc(n), n);
}

void call_free(void)
{
    struct block *b = pick(true);
    if (b != NULL)
        give_back(b);
}

void call_calloc(char sizes)
{
    struct block *b = pick(false);
    size_t n = request_of(sizes);
    if (b == NULL)
        return;
    printf("calloc %zu", n);
    char *mem = calloc(1, n);
    if (mem != NULL && !is_clear(mem, malloc_usable_size(mem)))
        printf(" DIRTY");
    got(b, mem, n);
}

void call_realloc(char sizes)
{
    struct block *b = pick(true);
    size_t n = request_of(sizes);
    if (b == NULL)
        return;
    printf("realloc ");
    print_place(b->mem);
    printf(" %zu", n);
    check(b, b->request);
    char *mem = realloc(b->mem, n);
    if (mem == NULL && n != 0) {
        printf(" null");
        return;
    }
    if (mem != NULL) {
        char *old = b->mem;
        b->mem = mem;
        check(b, n);
        b->mem = old;
    }
    got(b, mem, n);
}

void print_mallinfo(void)
{
    struct mallinfo2 m = mallinfo2();
    printf("mallinfo2 %zu %zu %zu %zu %zu %zu %zu %zu %zu %zu", m.arena,
           m.ordblks, m.smblks, m.hblks, m.hblkhd, m.usmblks, m.fsmblks,
           m.uordblks, m.fordblks, m.keepcost);
}
