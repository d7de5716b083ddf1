/* os_test.c: tangled from book/02-contract.nw; edit that, not this. */
/* os_test.c - the system, for tests: a region of reserved addresses, a
   count of everything, and a refusal on demand. One thread at a time. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>


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

static void reserve_region(void)
{
    if (region != NULL)
        return;
    region = reserve(0x080000000000);
    if (region == NULL)
        region = reserve(0x200000000000);
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

void *os_sbrk(ptrdiff_t delta)
{
    reserve_region();
    os_counts.sbrks++;
    char *old = break_now;
    if (delta > 0 && !granted((size_t)delta))
        return NULL;
    if (delta < 0 && (size_t)-delta > (size_t)(break_now - region))
        return NULL;
    if (delta < 0)
        os_counts.bytes -= (size_t)-delta;
    move_break(delta);
    return old;
}

void *os_map(size_t size)
{
    reserve_region();
    os_counts.maps++;
    if (!granted(size))
        return NULL;
    lowest_map -= size;
    open_pages(lowest_map, lowest_map + size);
    return lowest_map;
}

void os_unmap(void *at, size_t size)
{
    os_counts.unmaps++;
    os_counts.bytes -= size;
    close_pages(at, (char *)at + size);
    if (at == lowest_map)
        lowest_map += size;
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
