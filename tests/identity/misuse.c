/* misuse.c - commits one crime against the heap, with nothing but malloc and
   its sisters. Most end with a message and SIGABRT; what no check finds ends
   with exit 0, and with what came of it.

       misuse NAME
       misuse --list
*/
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "misuse.h"

static const char *start;

word *get(size_t request)
{
    word *p = malloc(request);
    if (p == NULL)
        exit(3);
    return p;
}

word *next_of(word *p)
{
    return p + (p[-1] & ~(word)15) / sizeof *p;
}

word *top_block(word *last)
{
    return next_of(last);
}

void set_link(word *p, const void *to)
{
    p[0] = (uintptr_t)p >> 12 ^ (uintptr_t)to;
}

void copy_key(word *to, const word *from)
{
    to[1] = from[1];
}

static word *spares[CACHED];

void take_spares(size_t request)
{
    for (int i = 0; i < CACHED; i++)
        spares[i] = get(request);
}

void fill_cache(void)
{
    for (int i = 0; i < CACHED; i++)
        free(spares[i]);
}

void large_pair(word *pair[2])
{
    for (int i = 0; i < 2; i++) {
        pair[i] = get(LARGE);
        get(GUARD);
    }
}

void small_pair(word *pair[2])
{
    take_spares(200);
    for (int i = 0; i < 2; i++) {
        pair[i] = get(200);
        get(GUARD);
    }
    fill_cache();
}

void fast_pair(word *pair[2])
{
    take_spares(24);
    pair[0] = get(24);
    pair[1] = get(24);
    get(GUARD);
    fill_cache();
    free(pair[0]);
    free(pair[1]);
}

void sort(void)
{
    get(60000);
}

void in_thread(void *(*work)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, argument) != 0)
        exit(3);
    pthread_join(thread, NULL);
}

void tell(const char *name, const void *p)
{
    const char *at = p;
    if (p == NULL)
        printf("%s: null\n", name);
    else if (at >= start && at < (char *)sbrk(0))
        printf("%s: heap+%zx\n", name, (size_t)(at - start));
    else
        printf("%s: not on the heap\n", name);
}

static const struct crime *const groups[] = {
    free_crimes, malloc_crimes, other_crimes,
};
enum { GROUPS = sizeof groups / sizeof groups[0] };

int main(int argc, char **argv)
{
    static char line[4096];
    setvbuf(stdout, line, _IOLBF, sizeof line);
    start = sbrk(0);
    if (argc != 2) {
        fprintf(stderr, "usage: misuse NAME | --list\n");
        return 2;
    }
    for (int i = 0; i < GROUPS; i++)
        for (const struct crime *c = groups[i]; c->name != NULL; c++)
            if (strcmp(argv[1], "--list") == 0) {
                puts(c->name);
            } else if (strcmp(argv[1], c->name) == 0) {
                c->commit();
                return 0;
            }
    return strcmp(argv[1], "--list") == 0 ? 0 : 2;
}
