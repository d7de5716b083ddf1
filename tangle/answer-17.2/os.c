/* os.c: tangled from book/02-contract.nw, book/09-arenas.nw, book/10-tcache.nw, book/15-system.nw and book/17-glibc.nw; edit those, not this. */
/* os.c - the system, for real: the only file with system calls. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>
#include <sys/random.h>
#include <time.h>
#include <fcntl.h>
#include <sys/auxv.h>

#include "os.h"

void *os_sbrk(ptrdiff_t delta)
{
    void *old = sbrk(delta);
    return old == (void *)-1 ? NULL : old;
}

void *os_map(size_t size)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

size_t os_page_size(void)
{
    static size_t page;
    size_t known = __atomic_load_n(&page, __ATOMIC_RELAXED);
    if (known == 0) {
        known = (size_t)sysconf(_SC_PAGESIZE);
        __atomic_store_n(&page, known, __ATOMIC_RELAXED);
    }
    return known;
}

void os_unmap(void *at, size_t size)
{
    int saved = errno;
    munmap(at, size);
    errno = saved;
}

void *os_reserve(void *wish, size_t size)
{
    void *at = mmap(wish, size, PROT_NONE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

bool os_commit(void *at, size_t size)
{
    return mprotect(at, size, PROT_READ | PROT_WRITE) == 0;
}

void os_discard(void *at, size_t size)
{
    int saved = errno;
    madvise(at, size, MADV_DONTNEED);
    errno = saved;
}

size_t os_random(void)
{
    size_t number;
    int saved = errno;
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number)
        number = (size_t)time(NULL) * (size_t)0x9e3779b97f4a7c15
               ^ (size_t)&number;
    errno = saved;
    return number;
}

void *os_remap(void *at, size_t old_size, size_t new_size)
{
    int saved = errno;
    void *now = mremap(at, old_size, new_size, MREMAP_MAYMOVE);
    errno = saved;
    return now == MAP_FAILED ? NULL : now;
}

char **os_environment(void)
{
    static char *nothing;
    if (getauxval(AT_SECURE) != 0)
        return NULL;
    return environ != NULL ? environ : &nothing;
}

static void *map(void *wish, size_t size, int protection, int flags)
{
    void *at = mmap(wish, size, protection,
                    MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

/* The size of a page as mmap wants to be told. */
static int huge_flags(size_t page)
{
    return MAP_HUGETLB | __builtin_ctzl(page) << MAP_HUGE_SHIFT;
}

void *os_map_huge(size_t size, size_t page)
{
    return map(NULL, size, PROT_READ | PROT_WRITE, huge_flags(page));
}

void *os_reserve_huge(void *wish, size_t size, size_t page)
{
    return map(wish, size, PROT_NONE, huge_flags(page));
}

void os_prefer_huge(void *at, size_t size)
{
    int saved = errno;
    size_t start = (size_t)at & ~(os_page_size() - 1);
    madvise((void *)start, (size_t)at + size - start, MADV_HUGEPAGE);
    errno = saved;
}

bool os_decommit(void *at, size_t size)
{
    return map(at, size, PROT_NONE, MAP_FIXED) != NULL;
}

bool os_read_file(const char *path, char *text, size_t size)
{
    int saved = errno, fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, text, size - 1);
    if (fd >= 0)
        close(fd);
    errno = saved;
    text[got > 0 ? got : 0] = '\0';
    return got > 0;
}

extern void *__curbrk;

size_t os_known_break(void)
{
    return (size_t)__curbrk;
}

_Noreturn void os_die(const char *message)
{
    struct iovec line[] = {
        { (void *)(uintptr_t)message, strlen(message) },
        { (void *)(uintptr_t)"\n", 1 },
    };
    (void)!writev(STDERR_FILENO, line, 2);
    abort();
}
