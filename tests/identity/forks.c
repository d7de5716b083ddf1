/* forks.c - a heap must survive fork at any moment.

       forks signal COUNT      one thread mallocs; a signal handler forks
       forks threads COUNT     threads malloc and use stdio; another forks

   A child that hangs is ended by an alarm; then so is the test. */
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BLOCKS = 64, EACH = 2, PATIENCE = 10, PERIOD = 300 };

static atomic_long children, failures;
static long wanted;

static void wait_for_child(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (status != 0)
        failures++;
    children++;
}

/* Blocks of all sizes are replaced, one after the other. */
static void allocate(char *blocks[BLOCKS], unsigned *state)
{
    *state = *state * 1103515245 + 12345;
    char **block = &blocks[*state >> 16 & (BLOCKS - 1)];
    size_t request = *state >> 12 & 0xfff;
    free(*block);
    *block = malloc(*state >> 30 == 0 ? 16 * request : request / 8);
    if (*block == NULL)
        exit(3);
    **block = 1;
}

/* --- from a signal handler ---------------------------------------------- */

/* The child can't malloc, for the handler may have come in the middle of
   one; but to have been made it needs no lock. */
static void fork_now(int signal)
{
    (void)signal;
    int error = errno;
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    if (child > 0)
        wait_for_child(child);
    errno = error;
}

static void play_signal(void)
{
    static char *blocks[BLOCKS];
    unsigned state = 1;
    const struct itimerval often = {
        .it_interval = { .tv_usec = PERIOD }, .it_value = { .tv_usec = PERIOD }
    };
    struct sigaction action = { .sa_flags = SA_RESTART };
    action.sa_handler = fork_now;
    sigaction(SIGVTALRM, &action, NULL);
    setitimer(ITIMER_VIRTUAL, &often, NULL);
    while (children < wanted && failures == 0)
        allocate(blocks, &state);
}

/* --- among threads ------------------------------------------------------ */

static atomic_bool paused, done;

/* While a child runs, the threads leave it the processor. */
static bool goes_on(void)
{
    while (paused && !done)
        usleep(50);
    return !done;
}

static void *play_malloc(void *number)
{
    char *blocks[BLOCKS] = { NULL };
    unsigned state = (unsigned)(uintptr_t)number;
    while (goes_on())
        allocate(blocks, &state);
    for (int i = 0; i < BLOCKS; i++)
        free(blocks[i]);
    return NULL;
}

static void read_a_line(void)
{
    char *line = NULL;
    size_t room = 0;
    FILE *from = fopen("/proc/self/stat", "r");
    if (from == NULL)
        return;
    if (getline(&line, &room, from) < 0)
        failures++;
    free(line);
    fclose(from);
}

static void *play_stdio(void *number)
{
    while (goes_on())
        read_a_line();
    return number;
}

static _Noreturn void play_child(void)
{
    static char *blocks[BLOCKS];
    unsigned state = 7;
    alarm(PATIENCE);
    for (int i = 0; i < 200; i++)
        allocate(blocks, &state);
    read_a_line();
    mallinfo2();                /* takes the lock of each arena */
    _exit(0);
}

static void play_threads(void)
{
    pthread_t threads[2 * EACH];
    for (uintptr_t t = 0; t < 2 * EACH; t++)
        if (pthread_create(&threads[t], NULL,
                           t < EACH ? play_malloc : play_stdio,
                           (void *)(t + 1)) != 0)
            exit(3);
    while (children < wanted && failures == 0) {
        paused = false;
        usleep(300);
        pid_t child = fork();
        if (child == 0)
            play_child();
        paused = true;
        if (child > 0)
            wait_for_child(child);
    }
    done = true;
    for (int t = 0; t < 2 * EACH; t++)
        pthread_join(threads[t], NULL);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: forks signal|threads COUNT\n");
        return 2;
    }
    wanted = atol(argv[2]);
    if (strcmp(argv[1], "signal") == 0)
        play_signal();
    else
        play_threads();
    const struct itimerval never = { 0 };
    setitimer(ITIMER_VIRTUAL, &never, NULL);
    printf("%ld children, %ld failed\n", (long)children, (long)failures);
    return failures != 0;
}
