/* flush.c - linked into what coverage.sh builds: a process that ends in a
   signal or by _exit saves its counters first. */
#define _GNU_SOURCE
#include <signal.h>
#include <stddef.h>

extern void __gcov_dump(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);

_Noreturn void __wrap__exit(int status)
{
    __gcov_dump();
    __real__exit(status);
}

/* The handler is gone when it runs, so the second signal ends us as the
   first would have. */
static void flush(int number)
{
    __gcov_dump();
    raise(number);
}

__attribute__((constructor)) static void begin(void)
{
    const int deaths[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL,
                           SIGTERM };
    struct sigaction action = { .sa_handler = flush };
    action.sa_flags = (int)SA_RESETHAND | SA_NODEFER;
    for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++)
        sigaction(deaths[i], &action, NULL);
}
