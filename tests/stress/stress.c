/* stress.c - eight threads do everything at once to the heap of a stage,
   and stop now and then while the walker looks at it. Linked with a
   stage's objects; see tests/stress.sh.

       stress SECONDS [SEED]

   The last line says how much was done. Ends with 1, and with what was
   wrong, as soon as something is. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "hpoc.h"
#include "walk.h"

enum { THREADS = 8, SLOTS = 512, STEPS = 4000, CHILD_BLOCKS = 100 };

/* --- blocks that say what they hold ------------------------------------- */

/* A block of words: how many, a mark, and the rest made of both. */
static _Atomic(uint64_t *) slots[SLOTS];
static atomic_long steps, replaced;
static long forks, looks;

static _Noreturn void complain(const char *what)
{
    fprintf(stderr, "stress: %s\n", what);
    fflush(stderr);
    _exit(1);
}

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void fill(uint64_t *block, size_t words, uint64_t mark)
{
    block[0] = words;
    block[1] = mark;
    for (size_t i = 2; i < words; i++)
        block[i] = mark * i;
}

/* The first words of a block of any size: are they as they were filled? */
static void look_at(const uint64_t *block, size_t words, const char *when)
{
    for (size_t i = 2; i < words; i++)
        if (block[i] != block[1] * i)
            complain(when);
}

/* --- the family --------------------------------------------------------- */

static uint64_t *zeroed(size_t words)
{
    uint64_t *block = hp_calloc(words, sizeof *block);
    for (size_t i = 0; block != NULL && i < words; i++)
        if (block[i] != 0)
            complain("calloc gave memory that is not zero");
    return block;
}

static uint64_t *aligned(size_t words, unsigned power)
{
    size_t alignment = (size_t)16 << power;
    uint64_t *block = hp_memalign(alignment, words * sizeof *block);
    if ((uintptr_t)block % alignment != 0)
        complain("memalign gave an address that is not a multiple");
    return block;
}

/* Mostly small; one in fifty up to 160 KB, one in two thousand up to 2 MB. */
static size_t some_words(uint64_t *random)
{
    uint64_t kind = next(random) % 2000;
    size_t limit = kind == 0 ? 250000 : kind < 40 ? 20000 : 100;
    return 2 + next(random) % limit;
}

static uint64_t *new_block(uint64_t *random)
{
    size_t words = some_words(random);
    uint64_t kind = next(random) % 10, *block;
    if (kind == 0)
        block = zeroed(words);
    else if (kind == 1)
        block = aligned(words, (unsigned)(next(random) % 9));
    else
        block = hp_malloc(words * sizeof *block);
    if (block == NULL)
        complain("no memory");
    fill(block, words, next(random));
    return block;
}

static uint64_t *resized(uint64_t *block, uint64_t *random)
{
    size_t had = block[0], words = some_words(random);
    look_at(block, had, "a block changed while nobody owned it");
    block = hp_realloc(block, words * sizeof *block);
    if (block == NULL)
        complain("no memory");
    look_at(block, had < words ? had : words, "realloc lost something");
    fill(block, words, next(random));
    return block;
}

static void put(uint64_t *block, uint64_t *random)
{
    size_t at = next(random) % SLOTS;
    uint64_t *old = atomic_exchange(&slots[at], block);
    if (old == NULL)
        return;
    look_at(old, old[0], "a block changed while nobody owned it");
    hp_free(old);
}

static void step(uint64_t *random)
{
    if (next(random) % 5 != 0) {
        put(new_block(random), random);
        return;
    }
    size_t at = next(random) % SLOTS;
    uint64_t *block = atomic_exchange(&slots[at], NULL);
    if (block != NULL)
        put(resized(block, random), random);
}

/* --- threads that come and go ------------------------------------------- */

static pthread_barrier_t quiet, go_on;

static struct seat {
    pthread_t thread;
    uint64_t random;
    bool leaves;            /* written while all threads are quiet */
} seats[THREADS];

/* A thread works until it is told to leave, and stops after each round. */
static void *work(void *context)
{
    struct seat *seat = context;
    do {
        for (int i = 0; i < STEPS; i++)
            step(&seat->random);
        steps += STEPS;
        pthread_barrier_wait(&quiet);
        pthread_barrier_wait(&go_on);
    } while (!seat->leaves);
    return NULL;
}

static void seat_one(struct seat *seat)
{
    seat->leaves = false;
    if (pthread_create(&seat->thread, NULL, work, seat) != 0)
        complain("no thread");
}

/* --- children ------------------------------------------------------------ */

static _Noreturn void be_a_child(void)
{
    void *block[CHILD_BLOCKS];
    alarm(20);
    if (check_heap() != NULL)
        _exit(2);
    for (size_t i = 0; i < CHILD_BLOCKS; i++)
        if ((block[i] = hp_malloc(i * 50)) == NULL)
            _exit(3);
    for (size_t i = 0; i < CHILD_BLOCKS; i++)
        hp_free(block[i]);
    _exit(check_heap() == NULL ? 0 : 4);
}

static void fork_one(void)
{
    static const char *const wrong[] = { NULL, NULL,
        "a child's heap is broken at its birth", "a child has no memory",
        "a child's heap is broken at its end" };
    int status = -1;
    pid_t child = fork();
    if (child == 0)
        be_a_child();
    if (child < 0 || waitpid(child, &status, 0) != child)
        complain("no child");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return;
    if (WIFEXITED(status) && WEXITSTATUS(status) <= 4
        && wrong[WEXITSTATUS(status)] != NULL)
        complain(wrong[WEXITSTATUS(status)]);
    complain("a child hangs or dies");
}

/* --- rounds -------------------------------------------------------------- */

/* Everybody stands at go_on. */
static void look_at_everything(void)
{
    const char *broken = check_heap();
    if (broken != NULL)
        complain(broken);
    for (int i = 0; i < SLOTS; i++) {
        const uint64_t *block = slots[i];
        if (block != NULL)
            look_at(block, block[0], "a block changed in its slot");
    }
    looks++;
}

/* One round: all work, children are born, all stop, some are replaced. */
static void go_round(uint64_t *random, bool last)
{
    for (int i = 0; i < 3; i++, forks++)
        fork_one();
    pthread_barrier_wait(&quiet);
    look_at_everything();
    for (int i = 0; i < THREADS; i++)
        seats[i].leaves = last || next(random) % 3 == 0;
    bool leaves[THREADS];
    for (int i = 0; i < THREADS; i++)
        leaves[i] = seats[i].leaves;
    pthread_barrier_wait(&go_on);
    for (int i = 0; i < THREADS; i++) {
        if (!leaves[i])
            continue;
        pthread_join(seats[i].thread, NULL);
        if (last)
            continue;
        seat_one(&seats[i]);
        replaced++;
    }
}

int main(int argc, char **argv)
{
    long seconds = argc > 1 ? atol(argv[1]) : 10;
    uint64_t random = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    random = random * 2654435761 + 88172645463325252;
    time_t end = time(NULL) + seconds;
    hp_free(hp_malloc(24));     /* from now on the heap is told of forks */
    alarm((unsigned)seconds + 60);
    pthread_barrier_init(&quiet, NULL, THREADS + 1);
    pthread_barrier_init(&go_on, NULL, THREADS + 1);
    for (int i = 0; i < THREADS; i++) {
        seats[i].random = next(&random);
        seat_one(&seats[i]);
    }
    while (time(NULL) < end)
        go_round(&random, false);
    go_round(&random, true);
    look_at_everything();
    printf("%ld steps, %ld threads replaced, %ld children, %ld looks\n",
           steps, replaced, forks, looks);
    return 0;
}
