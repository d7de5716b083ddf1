/* probe.c: tangled from book/01-pages.nw; edit that, not this. */
/* probe.c - see probe.h for what each probe promises. */
#define _GNU_SOURCE
#include "probe.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define FAR_AWAY ((void *)0x200000000000)

/* Not instrumented: the instruments have page faults of their own. */
#define UNWATCHED __attribute__((no_sanitize_address))

void die(const char *what)
{
    perror(what);
    exit(2);
}

size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}
char *map_pages(size_t pages)
{
    size_t size = pages * page_size();
    char *mem = mmap(FAR_AWAY, size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mem == MAP_FAILED)
        die("mmap");
    madvise(mem, size, MADV_NOHUGEPAGE);
    return mem;
}
void unmap_pages(char *mem, size_t pages)
{
    if (munmap(mem, pages * page_size()) != 0)
        die("munmap");
}
/* The sum of mem's fields whose names start so, in pages. */
static long smaps(const char *mem, const char *field)
{
    FILE *file = fopen("/proc/self/smaps", "r");
    if (file == NULL)
        die("/proc/self/smaps");
    char line[256];
    bool here = false;
    long kib = 0;
    while (fgets(line, sizeof line, file) != NULL)
        {
            uintptr_t start, end;
            if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &start, &end) == 2)
                here = start <= (uintptr_t)mem && (uintptr_t)mem < end;
            else if (here && strncmp(line, field, strlen(field)) == 0)
                kib += atol(strchr(line, ':') + 1);
        }
    fclose(file);
    return kib * 1024 / (long)page_size();
}
long resident_pages(const char *mem)
{
    return smaps(mem, "Rss:");
}

long shared_pages(const char *mem)
{
    return smaps(mem, "Shared_");
}
UNWATCHED void read_pages(volatile char *mem, size_t pages)
{
    size_t page = page_size();
    for (size_t i = 0; i < pages; i++)
        (void)mem[i * page];
}

UNWATCHED void write_pages(volatile char *mem, size_t pages)
{
    size_t page = page_size();
    for (size_t i = 0; i < pages; i++)
        mem[i * page] = 'x';
}
static long faults(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

long faults_of(touch *act, char *mem, size_t pages)
{
    faults();
    act(mem, 0);                /* the rehearsal */
    long before = faults();
    act(mem, pages);
    return faults() - before;
}
void print_count(const char *what, long count)
{
    printf("%-36s%4ld\n", what, count);
    fflush(stdout);
}
bool lends_zero_page(void)
{
    char *mem = map_pages(1);
    read_pages(mem, 1);
    bool lent = resident_pages(mem) == 0;
    unmap_pages(mem, 1);
    return lent;
}
size_t not_zero(const char *mem, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += mem[i] != 0;
    return count;
}
bool survives(touch *act, char *mem)
{
    pid_t child = fork();
    if (child < 0)
        die("fork");
    if (child == 0) {
        act(mem, 1);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
char after_a_child_writes(volatile char *mem)
{
    mem[0] = 'p';
    fflush(stdout);
    pid_t child = fork();
    if (child < 0)
        die("fork");
    if (child == 0) {
        mem[0] = 'c';
        _exit(0);
    }
    wait(NULL);
    return mem[0];
}
