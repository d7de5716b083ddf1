/* player.c: tangled from book/17-glibc.nw; edit that, not this. */
/* player.c - plays a stream of calls on whichever malloc it runs with, and
   prints what each gave.

       player PROFILE SEED STEPS [COUNT]
       player --list

   The same profile, seed and number of steps give the same calls. COUNT is
   for profiles that play several streams. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "player.h"

/* kind: 0 to 99. */
void usual_call(size_t kind, char sizes)
{
    if (kind < 42)
        call_malloc(sizes);
    else if (kind < 50)
        call_calloc(sizes);
    else if (kind < 58)
        call_realloc(sizes);
    else if (kind == 99 && below(9) == 0)
        printf("trim -> %d", malloc_trim(below(200000)));
    else
        call_free();
}

static void any_step(char sizes)
{
    usual_call(below(100), sizes);
}

static void vector_step(char sizes)
{
    (void)sizes;
    struct block *b = &blocks[below(6)];
    size_t n = b->mem == NULL || b->request > 3000000 ? 16
        : b->request + b->request / 2 + below(9);
    printf("realloc ");
    print_place(b->mem);
    printf(" %zu", n);
    if (b->mem != NULL)
        check(b, b->request);
    got(b, realloc(b->mem, n), n);
}

void malloc_into(struct block *b, size_t request)
{
    printf("malloc %zu", request);
    got(b, malloc(request), request);
}

static unsigned newest, oldest;

static bool is_longer(void)
{
    return newest == oldest
        || (newest - oldest < BLOCKS && below(100) < 53);
}

static void lifo_step(char sizes)
{
    if (is_longer())
        malloc_into(&blocks[newest++ % BLOCKS], request_of(sizes));
    else
        give_back(&blocks[--newest % BLOCKS]);
}

static void fifo_step(char sizes)
{
    if (is_longer())
        malloc_into(&blocks[newest++ % BLOCKS], request_of(sizes));
    else
        give_back(&blocks[oldest++ % BLOCKS]);
}

/* For a while blocks become more, then less. Returns: which. */
bool is_rising(size_t shortest, size_t longest)
{
    static bool rising;
    static size_t left;
    if (left-- == 0) {
        rising = !rising;
        left = between(shortest, longest);
    }
    return rising && pick(false) != NULL;
}

/* Many are allocated; then most of them are freed. */
static void fragment_step(char sizes)
{
    if (is_rising(100, 350))
        call_malloc(sizes);
    else
        call_free();
}

static const struct profile *playing;

void one_step(void)
{
    errno = 0;
    playing->step(playing->sizes);
    putchar('\n');
}

static void report(size_t step)
{
    if (step % 64 == 63) {
        print_mallinfo();
        putchar('\n');
    }
    if (step % 512 == 511)
        malloc_info(0, stdout);
}

void play(size_t steps)
{
    for (size_t step = 0; step < steps; step++) {
        one_step();
        report(step);
    }
}

enum { THREADS = 4 };

static atomic_int turn = -1;
static bool quit[THREADS], runs[THREADS];
static pthread_t threads[THREADS];

static void wait_for(int whose)
{
    int now;
    while ((now = turn) != whose)
        syscall(SYS_futex, &turn, FUTEX_WAIT, now, NULL);
}

static void pass_to(int whose)
{
    turn = whose;
    syscall(SYS_futex, &turn, FUTEX_WAKE, THREADS, NULL);
}

static void *play_in_turn(void *number)
{
    int me = (int)(intptr_t)number;
    for (;;) {
        wait_for(me);
        if (quit[me])
            return NULL;
        for (size_t n = between(1, 12); n > 0; n--)
            one_step();
        pass_to(-1);
    }
}

static void begin_thread(size_t t)
{
    quit[t] = false;
    runs[t] = pthread_create(&threads[t], NULL, play_in_turn,
                             (void *)(intptr_t)t) == 0;
}

static void end_thread(size_t t)
{
    quit[t] = true;
    pass_to((int)t);
    pthread_join(threads[t], NULL);
    turn = -1;
    runs[t] = false;
}

void play_threads(size_t steps)
{
    for (size_t step = 0; step < steps; step += 6) {
        size_t t = below(THREADS + 1);
        printf("thread %zu\n", t);
        if (t == THREADS) {
            one_step();
        } else if (!runs[t]) {
            begin_thread(t);
        } else if (below(25) == 0) {
            end_thread(t);
        } else {
            pass_to((int)t);
            wait_for(-1);
        }
        report(step / 6);
    }
    for (size_t t = 0; t < THREADS; t++)
        if (runs[t])
            end_thread(t);
}

static const struct profile profiles[] = {
    { "tiny", any_step, 'a', play, NULL },
    { "tcache", any_step, 'b', play, NULL },
    { "small", any_step, 'c', play, NULL },
    { "large", any_step, 'd', play, NULL },
    { "threshold", any_step, 'e', play, NULL },
    { "fragments", fragment_step, 'c', play, NULL },
    { "lifo", lifo_step, 'b', play, NULL },
    { "fifo", fifo_step, 'b', play, NULL },
    { "vector", vector_step, 'f', play, NULL },
    { "mixed", any_step, 'f', play, NULL },
    { "threads", any_step, 'f', play_threads, NULL },
    { NULL, NULL, 0, NULL, NULL },
};

static const struct profile *named(const struct profile *list,
                                   const char *name)
{
    for (; list != NULL && list->name != NULL; list++)
        if (strcmp(list->name, name) == 0)
            return list;
    return NULL;
}

static void print_names(const struct profile *list)
{
    for (; list != NULL && list->name != NULL; list++)
        puts(list->name);
}

static char buffer[1 << 18];

/* The same addresses on each run. */
static void fix_addresses(char **argv)
{
    int now = personality(0xffffffff);
    if (!(now & ADDR_NO_RANDOMIZE)
        && personality((unsigned)now | ADDR_NO_RANDOMIZE) >= 0)
        execv("/proc/self/exe", argv);
}

static void play_profile(size_t number, size_t steps, size_t count)
{
    if (playing->alone != NULL) {
        playing->alone(number, steps, count);
        return;
    }
    seed(number);
    playing->play(steps);
    print_mallinfo();
    putchar('\n');
    malloc_info(0, stdout);
}

static size_t number(const char *text)
{
    return strtoull(text, NULL, 10);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        print_names(profiles);
        print_names(more_profiles);
        return 0;
    }
    if (argc >= 4 && (playing = named(profiles, argv[1])) == NULL)
        playing = named(more_profiles, argv[1]);
    if (playing == NULL) {
        fprintf(stderr, "usage: player PROFILE SEED STEPS [COUNT]\n");
        return 2;
    }
    fix_addresses(argv);
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    find_heap_start();
    play_profile(number(argv[2]), number(argv[3]),
                 argc > 4 ? number(argv[4]) : 1);
    return fflush(stdout) != 0;
}
