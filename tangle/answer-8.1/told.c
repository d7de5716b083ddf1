/* told.c: tangled from book/08-threads.nw; edit that, not this. */
/* told.c - three ask to be told of forks: who is told when? */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void before_1(void) { fputs("before: first\n", stdout); }
static void before_2(void) { fputs("before: second\n", stdout); }
static void before_3(void) { fputs("before: third\n", stdout); }
static void after_1(void) { fputs("after: first\n", stdout); }
static void after_2(void) { fputs("after: second\n", stdout); }
static void after_3(void) { fputs("after: third\n", stdout); }

int main(void)
{
    pthread_atfork(before_1, after_1, NULL);
    pthread_atfork(before_2, after_2, NULL);
    pthread_atfork(before_3, after_3, NULL);
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    waitpid(child, NULL, 0);
    return 0;
}
