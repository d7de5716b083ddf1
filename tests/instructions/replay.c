/* replay.c - does what a recorded program asked of malloc, and nothing else.
   What it needs itself it maps, so every call of malloc is the recording's.

       replay FILE          decodes and plays
       replay FILE idle     decodes only: the difference is the playing

   FILE is an unpacked trace; tests/traces/README.md tells the format. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct event {
    uint32_t op;                /* as in the trace; MEMALIGN for the rest */
    uint32_t age;
    size_t size, alignment;
};

enum { MALLOC, FREE, REALLOC, CALLOC, MEMALIGN };

static void stop(const char *why, size_t length)
{
    (void)!write(2, why, length);
    _exit(2);
}
#define STOP(why) stop("replay: " why "\n", sizeof "replay: " why)

static void *map(size_t size, int file)
{
    int flags = MAP_PRIVATE | MAP_NORESERVE | (file < 0 ? MAP_ANONYMOUS : 0);
    void *at = mmap(NULL, size + 1, PROT_READ | PROT_WRITE, flags, file, 0);
    if (at == MAP_FAILED)
        STOP("no memory");
    return at;
}

static const unsigned char *from, *end;

static size_t varint(void)
{
    size_t value = 0;
    for (int shift = 0; from < end && shift < 63; shift += 7) {
        value |= (size_t)(*from & 0x7f) << shift;
        if ((*from++ & 0x80) == 0)
            return value;
    }
    STOP("a number is cut off");
    return 0;
}

static struct event decode(void)
{
    size_t head = varint(), x = head >> 2;
    struct event e = { .op = head & 3, .size = x };
    if (e.op == FREE || e.op == REALLOC)
        e.age = (uint32_t)x;
    if (e.op == REALLOC)
        e.size = varint();
    if (e.op == CALLOC) {
        e.size = x >> 1;
        if (x & 1) {
            e.op = MEMALIGN;
            e.alignment = (size_t)1 << (varint() & 63);
        }
    }
    return e;
}

/* Plays; the blocks are kept by birth, and an age counts back. */
static void play(const struct event *e, const struct event *last, void **born)
{
    for (; e < last; e++) {
        void **old = born - 1 - e->age;
        switch (e->op) {
        case MALLOC: *born++ = malloc(e->size); break;
        case FREE: free(*old); break;
        case REALLOC: *born++ = realloc(*old, e->size); break;
        case CALLOC: *born++ = calloc(1, e->size); break;
        default: *born++ = memalign(e->alignment, e->size);
        }
    }
}

int main(int argc, char **argv)
{
    struct stat about;
    int file = argc < 2 ? -1 : open(argv[1], O_RDONLY);
    if (file < 0 || fstat(file, &about) != 0 || about.st_size == 0)
        STOP("usage: replay FILE [idle]");
    size_t size = (size_t)about.st_size;
    from = map(size, file);
    end = from + size;
    struct event *events = map(size * sizeof *events, -1), *last = events;
    void **blocks = map(size * sizeof *blocks, -1);
    while (from < end)
        *last++ = decode();
    if (argc < 3)
        play(events, last, blocks);
    return 0;
}
