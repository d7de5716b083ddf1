/* os_test.c: tangled from book/02-contract.nw, book/08-threads.nw, book/09-arenas.nw, book/10-tcache.nw, book/15-system.nw and book/17-glibc.nw; edit those, not this. */
/* os_test.c - the system, for tests: a region of reserved addresses, a
   count of everything, and a refusal on demand. One thread at a time. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <pthread.h>
#include <string.h>

#include "os.h"
#include "os_test.h"

struct os_counts os_counts;

static const size_t region_size = (size_t)16 << 30;
static char *region, *break_now, *committed, *lowest_map;
static size_t allowance = SIZE_MAX;

static char *reserve(uintptr_t where)
{
    void *wish = (void *)where;
    void *got = mmap(wish, region_size, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (got == wish)
        return got;
    if (got != MAP_FAILED)
        munmap(got, region_size);
    return NULL;
}

/* The sanitizers have tables of their own in the first two. */
static const uintptr_t places[] = {
    0x080000000000, 0x200000000000, 0x002000000000
};

static void reserve_region(void)
{
    if (region != NULL)
        return;
    for (size_t i = 0; region == NULL && i < 3; i++)
        region = reserve(places[i]);
    if (region == NULL)
        os_die("os_test: no room for the test region");
    break_now = committed = region;
    lowest_map = region + region_size;
}

static bool granted(size_t size)
{
    if (size > allowance || size > (size_t)(lowest_map - committed))
        return false;
    allowance -= size;
    os_counts.bytes += size;
    if (os_counts.bytes > os_counts.peak)
        os_counts.peak = os_counts.bytes;
    return true;
}

static void open_pages(char *from, char *to)
{
    if (mprotect(from, (size_t)(to - from), PROT_READ | PROT_WRITE) != 0)
        os_die("os_test: mprotect failed");
}

static void close_pages(char *from, char *to)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
    if (mmap(from, (size_t)(to - from), PROT_NONE, flags, -1, 0)
        == MAP_FAILED)
        os_die("os_test: mmap failed");
}

/* One for each page of the region that was mapped, not got by sbrk. */
enum { PAGE_SHIFT = 12 };
static unsigned char is_open[((size_t)16 << 30) >> PAGE_SHIFT];

/* Marks pages as open or closed. Returns: the bytes that this changes. */
static size_t mark(const char *at, size_t size, unsigned char open)
{
    size_t first = (size_t)(at - region) >> PAGE_SHIFT, changed = 0;
    for (size_t i = first; i < first + (size >> PAGE_SHIFT); i++) {
        changed += is_open[i] != open;
        is_open[i] = open;
    }
    return changed << PAGE_SHIFT;
}

static char *round_up_to_page(char *at)
{
    size_t over = (uintptr_t)at % os_page_size();
    return over == 0 ? at : at + (os_page_size() - over);
}

static void move_break(ptrdiff_t delta)
{
    break_now += delta;
    char *end = round_up_to_page(break_now);
    if (end > committed)
        open_pages(committed, end);
    if (end < committed)
        close_pages(end, committed);
    committed = end;
}

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;

static void enter(void)
{
    pthread_mutex_lock(&door);
    reserve_region();
}

static void leave(void)
{
    pthread_mutex_unlock(&door);
}

/* The first to ask is the last to be told before a fork. */
__attribute__((constructor)) static void watch(void)
{
    pthread_atfork(enter, leave, leave);
}

static bool break_held;

/* Requires: enter. */
static bool may_move(ptrdiff_t delta)
{
    if (delta < 0)
        return (size_t)-delta <= (size_t)(break_now - region);
    return delta == 0 || (!break_held && granted((size_t)delta));
}

void *os_sbrk(ptrdiff_t delta)
{
    enter();
    os_counts.sbrks++;
    char *old = break_now;
    bool allowed = may_move(delta);
    if (allowed && delta < 0)
        os_counts.bytes -= (size_t)-delta;
    if (allowed)
        move_break(delta);
    leave();
    return allowed ? old : NULL;
}

/* Requires: enter. */
static char *lower(size_t size)
{
    return size > (size_t)(lowest_map - committed) ? NULL
        : (lowest_map -= size);
}

static void open_and_mark(char *at, size_t size)
{
    mark(at, size, 1);
    open_pages(at, at + size);
}

void *os_map(size_t size)
{
    enter();
    os_counts.maps++;
    char *at = granted(size) ? lower(size) : NULL;
    if (at != NULL)
        open_and_mark(at, size);
    leave();
    return at;
}

void *os_reserve(void *wish, size_t size)
{
    (void)wish;
    enter();
    os_counts.maps++;
    char *at = lower(size);
    leave();
    return at;
}

bool os_commit(void *at, size_t size)
{
    enter();
    bool allowed = granted(size);
    if (allowed)
        open_and_mark(at, size);
    leave();
    return allowed;
}

void os_unmap(void *at, size_t size)
{
    enter();
    os_counts.unmaps++;
    os_counts.bytes -= mark(at, size, 0);
    close_pages(at, (char *)at + size);
    if (at == lowest_map)
        lowest_map += size;
    leave();
}

void os_discard(void *at, size_t size)
{
    madvise(at, size, MADV_DONTNEED);
}

size_t os_page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

_Noreturn void os_die(const char *message)
{
    fprintf(stderr, "%s\n", message);
    abort();
}

void *os_remap(void *at, size_t old_size, size_t new_size)
{
    if (new_size <= old_size) {
        os_unmap((char *)at + new_size, old_size - new_size);
        return at;
    }
    enter();
    os_counts.maps++;
    char *now = granted(new_size - old_size) ? lower(new_size) : NULL;
    if (now != NULL) {
        open_and_mark(now, new_size);
        memcpy(now, at, old_size);
        os_counts.unmaps++;
        mark(at, old_size, 0);
        close_pages(at, (char *)at + old_size);
    }
    leave();
    return now;
}

/* There are no large pages here. */
void *os_map_huge(size_t size, size_t page)
{
    (void)size, (void)page;
    return NULL;
}

void *os_reserve_huge(void *wish, size_t size, size_t page)
{
    (void)wish, (void)size, (void)page;
    return NULL;
}

void os_prefer_huge(void *at, size_t size)
{
    (void)at, (void)size;
}

size_t os_known_break(void)
{
    return (size_t)break_now;
}

bool os_decommit(void *at, size_t size)
{
    enter();
    os_counts.bytes -= mark(at, size, 0);
    close_pages(at, (char *)at + size);
    leave();
    return true;
}

bool os_read_file(const char *path, char *text, size_t size)
{
    (void)path, (void)size;
    text[0] = '\0';
    return false;
}

void os_allow(size_t bytes)
{
    allowance = bytes;
}

void os_foreign_sbrk(size_t size)
{
    reserve_region();
    move_break((ptrdiff_t)size);
}

size_t os_offset(const void *address)
{
    return (uintptr_t)address - (uintptr_t)region;
}

size_t os_break(void)
{
    reserve_region();
    return os_offset(break_now);
}

size_t os_random(void)
{
    return (size_t)0x5ca1ab1e0ddba11;
}

void os_hold_break(void)
{
    break_held = true;
}

char *os_test_environment[16];

char **os_environment(void)
{
    return os_test_environment;
}
