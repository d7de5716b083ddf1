/* red_threads.c: tangled from book/08-threads.nw; edit that, not this. */
/* red_threads.c - four threads allocate and free at once. Green when every
   block keeps what its owner wrote into it. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hpoc.h"
#include "walk.h"

enum { THREADS = 4, STEPS = 500000, SLOTS = 16 };

/* Returns NULL, or a block in which somebody else has written. */
static void *churn(void *who)
{
    unsigned char *slot[SLOTS] = { NULL };
    int mark = (int)(long)who;
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
    alarm(20);
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
