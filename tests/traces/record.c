/* record.c - preloaded, writes down what a program asks of malloc, as a
   trace that a stage's player can replay. record.sh builds and uses it.

   RECORD_NAME  the program to record: the first process of that name
   RECORD_FILE  where to; it must not exist yet

   Every call goes on to the C library. One lock is held over the call and
   its record, so the order of the records is the order in which the heap
   saw the calls, whatever thread made them. An event is written as it
   happens: a program that is killed leaves a whole trace. What a forked
   child does is not recorded: the kernel wipes the state in it.

   Nothing here allocates from the heap, and nothing waits for a
   constructor: a C++ library may call malloc before one runs. Not
   recorded, for they change nothing: free(NULL), and calls that fail. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

/* The C library's own, under the names it keeps for this purpose. */
extern void *__libc_malloc(size_t size);
extern void __libc_free(void *mem);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *mem, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

enum { MALLOC, FREE, REALLOC, OTHER };      /* the low bits of a head */

/* Where each live block was born: a hash table without holes in a run. */
struct birth {
    uintptr_t mem;          /* 0: an empty place */
    size_t number;          /* how many allocations came before */
};

struct recorder {
    bool on;                /* false in a forked child */
    atomic_flag locked;
    int file;
    size_t born;            /* allocations so far */
    struct birth *births;
    size_t live, places;    /* entries; room for them, a power of two */
};

static struct recorder *recorder;

static void say(const char *what)
{
    (void)!write(STDERR_FILENO, what, strlen(what));
}

static _Noreturn void stop(const char *why)
{
    say(why);
    abort();
}

static void *pages(size_t size)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED)
        stop("record: no memory\n");
    return at;
}

/* --- the table of births ---------------------------------------------- */

static size_t place_of(const struct recorder *r, uintptr_t mem)
{
    size_t mask = r->places - 1;
    size_t i = (size_t)((mem >> 4) * 0x9e3779b97f4a7c15u >> 20) & mask;
    while (r->births[i].mem != 0 && r->births[i].mem != mem)
        i = (i + 1) & mask;
    return i;
}

static void grow_table(struct recorder *r)
{
    struct birth *old = r->births;
    size_t old_places = r->places;
    r->places = old_places == 0 ? 4096 : old_places * 2;
    r->births = pages(r->places * sizeof *r->births);
    for (size_t i = 0; i < old_places; i++)
        if (old[i].mem != 0)
            r->births[place_of(r, old[i].mem)] = old[i];
    if (old != NULL)
        munmap(old, old_places * sizeof *old);
}

static void remember(struct recorder *r, void *mem)
{
    if (2 * (r->live + 1) > r->places)
        grow_table(r);
    struct birth *b = &r->births[place_of(r, (uintptr_t)mem)];
    if (b->mem == 0)
        r->live++;
    *b = (struct birth){ (uintptr_t)mem, r->born++ };
}

/* Empties place i, and moves up what had to step over it. */
static void empty_place(struct recorder *r, size_t i)
{
    size_t mask = r->places - 1;
    r->births[i].mem = 0;
    r->live--;
    for (i = (i + 1) & mask; r->births[i].mem != 0; i = (i + 1) & mask) {
        struct birth moved = r->births[i];
        r->births[i].mem = 0;
        r->births[place_of(r, moved.mem)] = moved;
    }
}

/* The block's age: how many were born since. False: not one of ours. */
static bool forget(struct recorder *r, void *mem, size_t *age)
{
    if (r->places == 0)
        return false;
    size_t i = place_of(r, (uintptr_t)mem);
    if (r->births[i].mem == 0)
        return false;
    *age = r->born - 1 - r->births[i].number;
    empty_place(r, i);
    return true;
}

/* --- the file ----------------------------------------------------------- */

struct record {
    unsigned char bytes[32];
    size_t length;
};

static void add(struct record *e, size_t value)
{
    for (; value >= 0x80; value >>= 7)
        e->bytes[e->length++] = (unsigned char)(value | 0x80);
    e->bytes[e->length++] = (unsigned char)value;
}

static struct record event(unsigned operation, size_t x)
{
    struct record e = { .length = 0 };
    if (x > SIZE_MAX >> 3)
        stop("record: a number is too large\n");
    add(&e, x << 2 | operation);
    return e;
}

static void put(struct recorder *r, const struct record *e)
{
    int kept = errno;
    if (r->on && write(r->file, e->bytes, e->length) != (ssize_t)e->length) {
        say("record: cannot write; the trace ends here\n");
        r->on = false;
    }
    errno = kept;
}

/* --- starting, and the lock --------------------------------------------- */

/* A descriptor so high that the program will hardly meet it. */
static int open_file(void)
{
    const char *name = getenv("RECORD_NAME"), *path = getenv("RECORD_FILE");
    if (name == NULL || path == NULL
        || strcmp(name, program_invocation_short_name) != 0)
        return -1;
    int low = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (low < 0)
        return -1;
    int high = fcntl(low, F_DUPFD_CLOEXEC, 900);
    if (high < 0)
        return low;
    close(low);
    return high;
}

/* The first malloc comes before any second thread. */
static void start(void)
{
    int kept = errno;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct recorder *r = pages(page);
    if (madvise(r, page, MADV_WIPEONFORK) != 0)
        stop("record: the kernel cannot wipe pages on fork\n");
    r->file = open_file();
    r->on = r->file >= 0;
    recorder = r;
    errno = kept;
}

/* Returns: the recorder, locked; NULL when nothing is recorded. */
static struct recorder *begin(void)
{
    if (recorder == NULL)
        start();
    if (!recorder->on)
        return NULL;
    while (atomic_flag_test_and_set_explicit(&recorder->locked,
                                             memory_order_acquire))
        sched_yield();
    return recorder;
}

static void end(struct recorder *r)
{
    if (r != NULL)
        atomic_flag_clear_explicit(&r->locked, memory_order_release);
}

/* --- the calls ----------------------------------------------------------- */

EXPORT void *malloc(size_t size)
{
    struct recorder *r = begin();
    void *mem = __libc_malloc(size);
    if (r != NULL && mem != NULL) {
        struct record e = event(MALLOC, size);
        put(r, &e);
        remember(r, mem);
    }
    end(r);
    return mem;
}

EXPORT void free(void *mem)
{
    size_t age;
    struct recorder *r = begin();
    if (r != NULL && mem != NULL && forget(r, mem, &age)) {
        struct record e = event(FREE, age);
        put(r, &e);
    }
    __libc_free(mem);
    end(r);
}

EXPORT void *calloc(size_t count, size_t size)
{
    struct recorder *r = begin();
    void *mem = __libc_calloc(count, size);
    if (r != NULL && mem != NULL) {
        struct record e = event(OTHER, count * size << 1);
        put(r, &e);
        remember(r, mem);
    }
    end(r);
    return mem;
}

/* Afterwards: mem is known to have become new_mem. */
static void record_move(struct recorder *r, void *mem, void *new_mem,
                        size_t size)
{
    size_t age;
    if (!forget(r, mem, &age))
        return;
    struct record e = event(REALLOC, age);
    add(&e, size);
    put(r, &e);
    remember(r, new_mem);
}

EXPORT void *realloc(void *mem, size_t size)
{
    if (mem == NULL)
        return malloc(size);
    if (size == 0) {
        free(mem);
        return NULL;
    }
    struct recorder *r = begin();
    void *new_mem = __libc_realloc(mem, size);
    if (r != NULL && new_mem != NULL)
        record_move(r, mem, new_mem, size);
    end(r);
    return new_mem;
}

EXPORT void *reallocarray(void *mem, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(mem, bytes);
}

static unsigned log2_of(size_t alignment)
{
    unsigned log2 = 0;
    while (log2 < 62 && (size_t)1 << log2 < alignment)
        log2++;
    return log2;
}

EXPORT void *memalign(size_t alignment, size_t size)
{
    struct recorder *r = begin();
    void *mem = __libc_memalign(alignment, size);
    if (r != NULL && mem != NULL) {
        struct record e = event(OTHER, size << 1 | 1);
        add(&e, log2_of(alignment));
        put(r, &e);
        remember(r, mem);
    }
    end(r);
    return mem;
}

EXPORT void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

EXPORT int posix_memalign(void **mem, size_t alignment, size_t size)
{
    if (alignment % sizeof(void *) != 0 || alignment == 0
        || (alignment & (alignment - 1)) != 0)
        return EINVAL;
    int kept = errno;
    void *new_mem = memalign(alignment, size);
    errno = kept;
    if (new_mem == NULL)
        return ENOMEM;
    *mem = new_mem;
    return 0;
}

EXPORT void *valloc(size_t size)
{
    return memalign((size_t)sysconf(_SC_PAGESIZE), size);
}

EXPORT void *pvalloc(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    if (size > PTRDIFF_MAX - page) {
        errno = ENOMEM;
        return NULL;
    }
    return memalign(page, (size + page - 1) & ~(page - 1));
}
