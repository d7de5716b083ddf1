/* calls_of.c: tangled from book/answers/11-fastbin.nw; edit that, not this. */
/* calls_of.c - which calls of the C library empty the fast bins? */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCKS = 20 };

static int by_value(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void call_qsort(void)
{
    static int numbers[1000];
    qsort(numbers, 1000, sizeof numbers[0], by_value);
}

static void call_getline(void)
{
    char *line = NULL;
    size_t size = 0;
    if (getline(&line, &size, stdin) < 0)
        free(line);
}

static void call_fopen(void) { fopen("/dev/null", "r"); }
static void call_strdup(void) { free(strdup("a short string")); }
static void call_setlocale(void) { setlocale(LC_ALL, "C"); }
static void call_perror(void) { errno = 0; perror("no error"); }
static void call_opendir(void) { closedir(opendir("/")); }
static void call_getenv(void) { getenv("PATH"); }

static const struct {
    const char *name;
    void (*it)(void);
} call[] = {
    { "fopen", call_fopen }, { "getline", call_getline },
    { "qsort", call_qsort }, { "strdup", call_strdup },
    { "setlocale", call_setlocale }, { "perror", call_perror },
    { "opendir", call_opendir }, { "getenv", call_getenv },
};

int main(int argc, char **argv)
{
    void *block[BLOCKS];
    int which = argc > 1 ? atoi(argv[1]) : 0;
    for (int i = 0; i < BLOCKS; i++)
        block[i] = malloc(24);
    uintptr_t last = (uintptr_t)malloc(24);
    for (int i = 0; i < BLOCKS; i++)
        free(block[i]);
    call[which].it();
    char line[80];
    int n = snprintf(line, sizeof line, "%-10s %s\n", call[which].name,
        (uintptr_t)malloc(200) < last ? "empties them" : "does not");
    return write(1, line, (size_t)n) == n ? 0 : 1;
}
