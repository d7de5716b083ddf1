/* witness.c - preloaded before a stage's library, it says for each process
   which library answers to malloc, and whether a second thread was started.

   Without it a test of a statically linked or a setuid program would pass
   while the stage was never loaded. One line an event is appended to the
   file that WITNESS names:

       program TAB object-that-answers TAB malloc|thread

   The object is "several" when malloc, free and their family are not all
   answered by one. It allocates nothing and keeps no file open. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const family[] = { "malloc", "free", "calloc", "realloc",
    "reallocarray", "memalign", "aligned_alloc", "posix_memalign", "valloc",
    "pvalloc", "malloc_usable_size" };

/* A program that is not position-independent and takes malloc's address has
   a stub for it, and every object sees the stub's address as malloc's. The
   stub's symbol is undefined; then whoever comes next has the real one. */
static const char *object_of(const char *name)
{
    Dl_info info;
    ElfW(Sym) *symbol = NULL;
    void *function = dlsym(RTLD_DEFAULT, name);
    if (dladdr1(function, &info, (void **)&symbol, RTLD_DL_SYMENT) == 0)
        return "nobody";
    if (symbol != NULL && symbol->st_shndx == SHN_UNDEF
        && dladdr(dlsym(RTLD_NEXT, name), &info) == 0)
        return "nobody";
    return info.dli_fname;
}

static const char *who_answers(void)
{
    const char *first = object_of(family[0]);
    for (size_t i = 1; i < sizeof family / sizeof family[0]; i++)
        if (strcmp(object_of(family[i]), first) != 0)
            return "several";
    return first;
}

static void testify(const char *event)
{
    const char *path = getenv("WITNESS");
    char line[1024];
    if (path == NULL)
        return;
    int length = snprintf(line, sizeof line, "%s\t%s\t%s\n",
        program_invocation_short_name, who_answers(), event);
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0 || length < 0 || (size_t)length >= sizeof line
        || write(file, line, (size_t)length) != length) {
        static const char sorry[] = "witness: cannot testify\n";
        (void)!write(STDERR_FILENO, sorry, sizeof sorry - 1);
    }
    close(file);
}

__attribute__((constructor)) static void program_starts(void)
{
    int kept = errno;
    testify("malloc");
    errno = kept;
}

typedef int creator(pthread_t *, const pthread_attr_t *, void *(*)(void *),
    void *);

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
    void *(*body)(void *), void *argument)
{
    static atomic_flag told = ATOMIC_FLAG_INIT;
    if (!atomic_flag_test_and_set(&told))
        testify("thread");
    creator *real;
    *(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
    return real(thread, attributes, body, argument);
}
