/* replay.c - does what a recorded program asked of malloc, and nothing else.
   What it needs itself it maps, so every call of malloc is the recording's.

       replay FILE              decodes and plays
       replay FILE idle         decodes only: the difference is the playing
       replay FILE threads      hands over to a new thread all 500 events
       replay FILE idle threads the same threads, which do nothing

   FILE is an unpacked trace; tests/traces/README.md tells the format. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
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

static const struct event *event, *last_event, *pause_at;
static void **born;

/* Plays up to the pause; the blocks are kept by birth, and an age counts
   back. */
static void *play(void *unused)
{
    const struct event *e = event, *last = pause_at;
    void **next = born;
    for (; e < last; e++) {
        void **old = next - 1 - e->age;
        switch (e->op) {
        case MALLOC: *next++ = malloc(e->size); break;
        case FREE: free(*old); break;
        case REALLOC: *next++ = realloc(*old, e->size); break;
        case CALLOC: *next++ = calloc(1, e->size); break;
        default: *next++ = memalign(e->alignment, e->size);
        }
    }
    event = last;
    born = next;
    return unused;
}

static void *rest(void *unused)
{
    event = pause_at;
    return unused;
}

/* One thread at a time: who frees a block is seldom who allocated it. */
static void hand_over(void *(*run)(void *))
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, NULL) != 0
        || pthread_join(thread, NULL) != 0)
        STOP("no thread");
}

static int has(char **arguments, const char *word)
{
    for (; *arguments != NULL; arguments++)
        if (strcmp(*arguments, word) == 0)
            return 1;
    return 0;
}

int main(int argc, char **argv)
{
    struct stat about;
    int file = argc < 2 ? -1 : open(argv[1], O_RDONLY);
    if (file < 0 || fstat(file, &about) != 0 || about.st_size == 0)
        STOP("usage: replay FILE [idle] [threads]");
    size_t size = (size_t)about.st_size;
    from = map(size, file);
    end = from + size;
    struct event *events = map(size * sizeof *events, -1), *last = events;
    void **blocks = map(size * sizeof *blocks, -1);
    while (from < end)
        *last++ = decode();
    event = events;
    last_event = last;
    born = blocks;
    void *(*run)(void *) = has(argv + 2, "idle") ? rest : play;
    int threads = has(argv + 2, "threads");
    while (event < last_event) {
        pause_at = threads && last_event - event > 500 ? event + 500
                                                       : last_event;
        if (threads)
            hand_over(run);
        else
            run(NULL);
    }
    return 0;
}
