/* child.c: tangled from book/08-threads.nw; edit that, not this. */
/* child.c - forks while another thread is in the middle of malloc, and
   lets the child allocate. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hpoc.h"
#include "meet.h"

static void *ask(void *unused)
{
    hp_malloc(24);
    return unused;
}

int main(void)
{
    pthread_t thread;
    int status;
    hp_malloc(24);
    arm();
    pthread_create(&thread, NULL, ask, NULL);
    while (arrived() == 0)
        sched_yield();
    pid_t child = fork();
    if (child == 0) {
        alarm(1);
        hp_malloc(24);
        _exit(0);
    }
    waitpid(child, &status, 0);
    pthread_join(thread, NULL);
    puts(WIFSIGNALED(status) ? "the child hangs" : "the child allocates");
    return WIFSIGNALED(status);
}
