/* os.c: tangled from book/02-contract.nw; edit that, not this. */
/* os.c - the system, for real: the only file with system calls. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>


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

_Noreturn void os_die(const char *message)
{
    struct iovec line[] = {
        { (void *)(uintptr_t)message, strlen(message) },
        { (void *)(uintptr_t)"\n", 1 },
    };
    (void)!writev(STDERR_FILENO, line, 2);
    abort();
}
