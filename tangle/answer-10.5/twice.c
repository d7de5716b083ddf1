/* twice.c: tangled from book/10-tcache.nw; edit that, not this. */
/* twice.c - frees a block twice, in five ways. Which of them are seen? */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hpoc.h"

static void *block;
static pthread_barrier_t freed;

static void *free_it(void *unused)
{
    hp_free(block);
    return unused;
}

static void at_once(void)
{
    free_it(NULL);
    free_it(NULL);
}

static void later(void)
{
    free_it(NULL);
    hp_free(hp_malloc(100));
    hp_free(hp_malloc(10));
    free_it(NULL);
}

static void after_a_write(void)
{
    free_it(NULL);
    memset(block, 'x', 16);
    free_it(NULL);
}

static void *free_it_and_stay(void *unused)
{
    free_it(unused);
    pthread_barrier_wait(&freed);
    pause();
    return unused;
}

static void in_two_threads(void)
{
    pthread_t other;
    pthread_barrier_init(&freed, NULL, 2);
    pthread_create(&other, NULL, free_it_and_stay, NULL);
    pthread_barrier_wait(&freed);
    free_it(NULL);
}

static void when_full(void)
{
    void *others[7];
    for (int i = 0; i < 7; i++)
        others[i] = hp_malloc(24);
    for (int i = 0; i < 7; i++)
        hp_free(others[i]);
    free_it(NULL);
    hp_malloc(24);
    free_it(NULL);
}

static void try(const char *how, void (*twice)(void))
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(2);
        block = hp_malloc(24);
        twice();
        _exit(0);
    }
    waitpid(child, &status, 0);
    printf("%-26s %s\n", how,
           WIFSIGNALED(status) ? "noticed" : "not noticed");
}

int main(void)
{
    try("at once:", at_once);
    try("with another in between:", later);
    try("after writing into it:", after_a_write);
    try("in two threads:", in_two_threads);
    try("with seven others before:", when_full);
    return 0;
}
