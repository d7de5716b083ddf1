/* order.c: tangled from book/08-threads.nw; edit that, not this. */
/* order.c - one thread flushes all files, and the function that writes one
   of them out allocates; another one forks. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"

static atomic_bool flushing;

/* ... when the other one has our lock, or will not get it. */
static ssize_t write_out(void *cookie, const char *text, size_t size)
{
    struct timespec moment = { .tv_nsec = 1000000 };
    (void)cookie, (void)text;
    flushing = true;
    for (int i = 0; main_arena.lock.state == 0 && i < 200; i++)
        nanosleep(&moment, NULL);
    hp_free(hp_malloc(24));
    return (ssize_t)size;
}

static void *flush_all(void *unused)
{
    cookie_io_functions_t ours = { .write = write_out };
    FILE *file = fopencookie(NULL, "w", ours);
    fputc('x', file);
    fflush(NULL);
    return unused;
}

static _Noreturn void fork_meanwhile(void)
{
    pthread_t thread;
    alarm(2);
    hp_malloc(24);
    pthread_create(&thread, NULL, flush_all, NULL);
    while (!flushing)
        sched_yield();
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    pthread_join(thread, NULL);
    _exit(0);
}

int main(void)
{
    int status;
    pid_t process = fork();
    if (process == 0)
        fork_meanwhile();
    waitpid(process, &status, 0);
    puts(WIFSIGNALED(status) ? "both wait for ever" : "both go on");
    return WIFSIGNALED(status);
}
