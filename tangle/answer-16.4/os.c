/* os.c: tangled from book/02-contract.nw, book/09-arenas.nw, book/10-tcache.nw and book/15-system.nw; edit those, not this. */
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
    return (size_t)sysconf(_SC_PAGESIZE);
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

_Noreturn void os_die(const char *message)
{
    struct iovec line[] = {
        { (void *)(uintptr_t)message, strlen(message) },
        { (void *)(uintptr_t)"\n", 1 },
    };
    (void)!writev(STDERR_FILENO, line, 2);
    abort();
}
