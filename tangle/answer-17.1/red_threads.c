/* red_threads.c: tangled from book/08-threads.nw; edit that, not this. */
/* red_threads.c - four threads allocate and free at once. Green when every
   block keeps what its owner wrote into it. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "hpoc.h"
#include "walk.h"

enum { THREADS = 4, STEPS = 1000000, SLOTS = 16 };

static pthread_barrier_t start;

static void stand_still(int signal)
{
    struct timespec moment = { .tv_nsec = 300000 };
    (void)signal;
    nanosleep(&moment, NULL);
}

static void stand_still_now_and_then(void)
{
    struct sigaction action = { .sa_handler = stand_still,
                                .sa_flags = SA_RESTART };
    struct itimerval often = { { 0, 1000 }, { 0, 1000 } };
    sigaction(SIGPROF, &action, NULL);
    setitimer(ITIMER_PROF, &often, NULL);
}

/* Returns NULL, or a block in which somebody else has written. */
static void *churn(void *who)
{
    unsigned char *slot[SLOTS] = { NULL };
    int mark = (int)(long)who;
    pthread_barrier_wait(&start);
    for (int step = 0; step < STEPS; step++) {
        unsigned char **b = &slot[step * 7 % SLOTS];
        if (*b != NULL && ((*b)[0] != mark || (*b)[39] != mark))
            return *b;
        hp_free(*b);
        *b = hp_malloc(40);
        memset(*b, mark, 40);
    }
    return NULL;
}

int main(void)
{
    pthread_t thread[THREADS];
    int wrong = 0;
    alarm(60);
    stand_still_now_and_then();
    pthread_barrier_init(&start, NULL, THREADS);
    for (long i = 0; i < THREADS; i++)
        if (pthread_create(&thread[i], NULL, churn, (void *)(i + 1)) != 0)
            return 2;
    for (int i = 0; i < THREADS; i++) {
        void *spoilt;
        pthread_join(thread[i], &spoilt);
        wrong += spoilt != NULL;
    }
    const char *broken = check_heap();
    printf("threads that found another's bytes: %d\n", wrong);
    printf("the heap: %s\n", broken == NULL ? "sound" : broken);
    return wrong == 0 && broken == NULL ? 0 : 1;
}
