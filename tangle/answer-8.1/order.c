/* order.c: tangled from book/08-threads.nw; edit that, not this. */
/* order.c - one thread holds the lock on the list of open files, as fopen
   does, and allocates; another one forks. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "hpoc.h"
#include "os_thread.h"

static atomic_bool listed;

/* ... until the other one has our lock, or will not get it. */
static void *open_a_file(void *unused)
{
    struct timespec moment = { .tv_nsec = 1000000 };
    os_lock_stdio();
    listed = true;
    for (int i = 0; main_arena.lock.state == 0 && i < 200; i++)
        nanosleep(&moment, NULL);
    hp_malloc(24);
    os_unlock_stdio();
    return unused;
}

static _Noreturn void fork_meanwhile(void)
{
    pthread_t thread;
    alarm(2);
    hp_malloc(24);
    pthread_create(&thread, NULL, open_a_file, NULL);
    while (!listed)
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
