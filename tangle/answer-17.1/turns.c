/* turns.c: tangled from book/08-threads.nw; edit that, not this. */
/* turns.c - lets the threads of a scenario take turns. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

#include "os.h"
#include "turns.h"

static struct worker {
    pthread_t id;
    bool lives;
    void (*step)(void);     /* NULL: it is to end */
    sem_t go, done;
} workers[THREADS + 1];     /* by number; 0 and 1 are never used */

static unsigned turn = 1;

static void *work(void *context)
{
    struct worker *w = context;
    for (;;) {
        sem_wait(&w->go);
        if (w->step == NULL)
            return NULL;
        w->step();
        sem_post(&w->done);
    }
}

static void begin(struct worker *w)
{
    sem_init(&w->go, 0, 0);
    sem_init(&w->done, 0, 0);
    if (pthread_create(&w->id, NULL, work, w) != 0)
        os_die("heap: no thread to be had");
    w->lives = true;
}

static void hand_over(struct worker *w, void (*step)(void))
{
    w->step = step;
    sem_post(&w->go);
    if (step != NULL) {
        sem_wait(&w->done);
        return;
    }
    pthread_join(w->id, NULL);
    w->lives = false;
}

void on_thread(unsigned number, void (*step)(void))
{
    if (number == 0 || number > THREADS || (number == 1 && step == NULL))
        os_die("heap: no such thread");
    turn = number;
    struct worker *w = &workers[number];
    if (number == 1) {
        step();
        return;
    }
    if (!w->lives)
        begin(w);
    hand_over(w, step);
}

void each_thread(void (*step)(void))
{
    unsigned ran = turn;
    for (unsigned i = 1; i <= THREADS; i++)
        if (i == 1 || workers[i].lives)
            on_thread(i, step);
    turn = ran;
}

unsigned whose_turn(void)
{
    return turn;
}
