/* outside.c - see outside.h. */
#define _GNU_SOURCE
#include <malloc.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "player.h"
#include "outside.h"

static char *wall;

void move_break(void)
{
    size_t n = below(3) == 0 ? between(1, 9000) : 16 * between(1, 600);
    char *at = sbrk((ptrdiff_t)n);
    printf("sbrk %zu -> %zx", n, (size_t)(at - heap_start));
}

/* Where the wall is, the break can't go. */
void move_wall(void)
{
    if (wall != NULL) {
        munmap(wall, 4096);
        wall = NULL;
        printf("no wall");
        return;
    }
    size_t pages = between(1, 80);
    char *at = (char *)(((uintptr_t)sbrk(0) + 4095) & ~(uintptr_t)4095)
             + pages * 4096;
    wall = mmap(at, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS
                | MAP_FIXED_NOREPLACE, -1, 0);
    if (wall != at)
        wall = NULL;
    printf("wall %zu", wall == NULL ? 0 : pages);
}

static FILE *files[8];
static char *lines[8];
static regex_t regexes[8];
static bool compiled[8];

void use_libc(void)
{
    size_t i = below(8), n;
    char text[64];
    switch (below(6)) {
    case 0:
        printf("file %zu", i);
        if (files[i] != NULL)
            fclose(files[i]);
        files[i] = files[i] != NULL ? NULL : fopen("/proc/self/maps", "r");
        break;
    case 1:
        n = 0;
        printf("line %zu", i);
        if (files[i] == NULL)
            break;
        free(lines[i]);
        lines[i] = NULL;
        if (getline(&lines[i], &n, files[i]) < 0)
            rewind(files[i]);
        break;
    case 2:
        snprintf(text, sizeof text, "([a-%c]+|b{1,%zu})*x(y|z%zu)$",
                 (int)('b' + i), 1 + below(9), below(1000));
        printf("regex %zu", i);
        if (compiled[i])
            regfree(&regexes[i]);
        compiled[i] = !compiled[i]
            && regcomp(&regexes[i], text, REG_EXTENDED) == 0;
        if (compiled[i])
            printf(" %d", regexec(&regexes[i], "aabbbxz", 0, NULL, 0));
        break;
    case 3: {
        char *mem = NULL;
        FILE *f = open_memstream(&mem, &n);
        for (size_t k = below(300); k > 0; k--)
            fprintf(f, "%zu ", k);
        fclose(f);
        printf("memstream %zu at ", n);
        print_place(mem);
        free(mem);
        break;
    }
    case 4: {
        char *mem = NULL;
        n = (size_t)asprintf(&mem, "%*zu", (int)below(3000), i);
        printf("asprintf %zu at ", n);
        print_place(mem);
        free(mem);
        break;
    }
    default:
        printf("info\n");
        malloc_info(0, stdout);
    }
}
