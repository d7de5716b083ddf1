/* reports.c - calls what a heap has beside malloc and its relatives: settings,
   reports, and the names that libc has for other libraries; in a thread, too.
   Prints what was wrong. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int wrong;

static void expect(const char *name, int holds)
{
    if (!holds) {
        printf("%s: wrong\n", name);
        wrong = 1;
    }
}

/* The function of this name, whoever has it. */
#define NAMED(type, name) ((type)dlsym(RTLD_DEFAULT, name))

typedef void *(*of_one)(size_t);
typedef void *(*of_two)(size_t, size_t);
typedef void *(*of_block)(void *, size_t);
typedef void *(*of_block_and_two)(void *, size_t, size_t);

static void use_libc_names(void)
{
    void (*release)(void *) = NAMED(void (*)(void *), "__libc_free");
    void *mem = NAMED(of_one, "__libc_malloc")(100);
    mem = NAMED(of_block, "__libc_realloc")(mem, 2000);
    expect("__libc_realloc", mem != NULL && malloc_usable_size(mem) >= 2000);
    release(mem);
    release(NAMED(of_two, "__libc_calloc")(10, 30));
    release(NAMED(of_two, "__libc_memalign")(64, 100));
    of_one aligned[] = { NAMED(of_one, "__libc_valloc"),
                         NAMED(of_one, "__libc_pvalloc") };
    for (int i = 0; i < 2; i++)
        if (aligned[i] != NULL)
            release(aligned[i](100));
    of_block_and_two array = NAMED(of_block_and_two, "__libc_reallocarray");
    if (array != NULL)
        release(array(NULL, 10, 10));
    void (*end)(void *) = NAMED(void (*)(void *), "cfree");
    if (end != NULL)
        end(malloc(24));
    int (*option)(int, int) = NAMED(int (*)(int, int), "__libc_mallopt");
    if (option != NULL)
        expect("__libc_mallopt", option(M_ARENA_TEST, 2) == 1);
    struct mallinfo (*info)(void) = NAMED(struct mallinfo (*)(void),
                                          "__libc_mallinfo");
    if (info != NULL)
        expect("__libc_mallinfo", info().arena >= 0);
    void *(*more)(ptrdiff_t) = NAMED(void *(*)(ptrdiff_t),
                                     "__default_morecore");
    if (more != NULL)
        expect("__default_morecore", more(0) != NULL);
}

static void use_settings(void)
{
    static const int options[] = { M_MXFAST, M_TRIM_THRESHOLD, M_TOP_PAD,
        M_MMAP_THRESHOLD, M_MMAP_MAX, M_ARENA_TEST, M_ARENA_MAX, M_PERTURB };
    static const int values[] = { 64, 100000, 4096, 100000, 100, 2, 2, 0 };
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        expect("mallopt", mallopt(options[i], values[i]) == 1);
}

static void *fill_and_ask(void *unused)
{
    void *block[400];
    for (size_t i = 0; i < 400; i++)
        block[i] = malloc(i * 2000);
    for (size_t i = 0; i < 400; i++)
        free(block[i]);
    expect("mallinfo2", mallinfo2().arena > 0);
    return unused;
}

int main(void)
{
    pthread_t thread;
    fill_and_ask(NULL);
    FILE *out = fopen("/dev/null", "w");
    pthread_create(&thread, NULL, fill_and_ask, NULL);
    pthread_join(thread, NULL);
    expect("malloc_info", out != NULL && malloc_info(0, out) == 0);
    malloc_stats();
    malloc_trim(0);
    use_libc_names();
    use_settings();
    fill_and_ask(NULL);
    return wrong;
}
