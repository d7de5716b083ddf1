/* again.c: tangled from book/answers/08-threads.nw; edit that, not this. */
/* again.c - forks in a signal handler until a malloc was interrupted;
   first starts a thread and waits for its end, when told to. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t forks;

static void fork_now(int signal)
{
    (void)signal;
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    forks++;
}

static void *come_and_go(void *unused)
{
    return unused;
}

int main(int argc, char **argv)
{
    struct itimerval often = { { 0, 200 }, { 0, 200 } };
    pthread_t thread;
    (void)argv;
    alarm(5);
    if (argc > 1 && pthread_create(&thread, NULL, come_and_go, NULL) == 0)
        pthread_join(thread, NULL);
    signal(SIGVTALRM, fork_now);
    setitimer(ITIMER_VIRTUAL, &often, NULL);
    while (forks < 50) {
        void *volatile mem = malloc(100);
        free(mem);
    }
    return 0;
}
