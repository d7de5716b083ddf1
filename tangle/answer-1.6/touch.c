/* touch.c: tangled from book/01-pages.nw; edit that, not this. */
/* touch.c - what do the first read and the first write cost? */
#include "probe.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 16 };

static void table(size_t pages)
{
    char *mem = map_pages(pages);
    long faults = 0;
    puts("# touched faults resident\n0 0 0");
    for (size_t i = 0; i < 2 * pages; i += STEP) {
        touch *act = i < pages ? read_pages : write_pages;
        char *some = mem + i % pages * page_size();
        faults += faults_of(act, some, STEP);
        printf("%zu %ld %ld\n", i + STEP, faults, resident_pages(mem));
    }
    unmap_pages(mem, pages);
}

static void report(char *mem, size_t pages)
{
    print_count("resident, mapped", resident_pages(mem));
    print_count("faults, first read", faults_of(read_pages, mem, pages));
    print_count("resident, first read", resident_pages(mem));
    print_count("faults, second read", faults_of(read_pages, mem, pages));
    print_count("faults, first write", faults_of(write_pages, mem, pages));
    print_count("resident, first write", resident_pages(mem));
    print_count("faults, second write", faults_of(write_pages, mem, pages));
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--table") == 0) {
        table(256);
        return 0;
    }
    size_t pages = argc == 2 ? strtoul(argv[1], NULL, 10) : 256;
    char *mem = map_pages(pages);
    report(mem, pages);
    unmap_pages(mem, pages);
    mem = map_pages(pages);
    print_count("faults, write at once",
                faults_of(write_pages, mem, pages));
    print_count("resident, write at once", resident_pages(mem));
    return 0;
}
