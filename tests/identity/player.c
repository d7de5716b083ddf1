/* player.c - plays a stream of calls on whichever malloc it runs with, and
   prints what each gave.

       player PROFILE SEED STEPS
       player damage SEED STEPS COUNT
       player --list

   The same profile, seed and number of steps give the same calls. */
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
#include <sys/wait.h>
#include <unistd.h>

#include "calls.h"
#include "damage.h"
#include "outside.h"

enum { THREADS = 4 };

/* --- steps -------------------------------------------------------------- */

/* kind: 0 to 99. */
static void usual_call(size_t kind, char sizes)
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

static void aligned_step(char sizes)
{
    size_t kind = below(100);
    if (kind >= 58 && kind < 80)
        call_aligned(sizes);
    else
        usual_call(kind, sizes);
}

static void mallopt_step(char sizes)
{
    size_t kind = below(100);
    if (kind == 98)
        call_mallopt();
    else
        usual_call(kind, sizes);
}

static void perturb_step(char sizes)
{
    size_t kind = below(100);
    show_contents = true;
    if (kind == 98) {
        size_t value = below(4) == 0 ? 0 : below(600);
        printf("perturb %zu -> %d", value, mallopt(M_PERTURB, (int)value));
    } else {
        usual_call(kind, sizes);
    }
}

static void calloc_step(char sizes)
{
    if (below(2) == 0 && pick(false) != NULL)
        call_calloc(sizes);
    else
        usual_call(below(100), sizes);
}

static void foreign_step(char sizes)
{
    size_t kind = below(100);
    if (kind == 97)
        move_break();
    else
        usual_call(kind, sizes);
}

static void refused_step(char sizes)
{
    size_t kind = below(100);
    if (kind >= 97)
        move_wall();
    else
        usual_call(kind, sizes);
}

static void libc_step(char sizes)
{
    size_t kind = below(100);
    if (kind >= 95)
        use_libc();
    else
        usual_call(kind, sizes);
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

static void malloc_into(struct block *b, size_t request)
{
    printf("malloc %zu", request);
    got(b, malloc(request), request);
}

/* About the size from which on no free changes the threshold. Only few live,
   and only their ends are touched. */
static void huge_step(char sizes)
{
    (void)sizes;
    struct block *b = &blocks[below(12)];
    size_t n = below(4) == 0 ? below(9000) : between(100000, 36000000);
    if (b->mem == NULL)
        malloc_into(b, n);
    else
        give_back(b);
}

/* Each block is replaced when its turn comes by chance. */
static void churn_step(char sizes)
{
    struct block *b = &blocks[below(BLOCKS)];
    if (b->mem != NULL) {
        give_back(b);
        putchar('\n');
    }
    malloc_into(b, request_of(sizes));
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
static bool is_rising(size_t shortest, size_t longest)
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

/* The same, but sooner, and with all calls. */
static void wave_step(char sizes)
{
    if (is_rising(20, 100))
        usual_call(below(62), sizes);
    else
        usual_call(between(38, 99), sizes);
}

/* --- profiles ----------------------------------------------------------- */

static const struct profile {
    const char *name;
    void (*step)(char sizes);
    char sizes;
} profiles[] = {
    { "tiny", any_step, 'a' },          { "tcache", any_step, 'b' },
    { "small", any_step, 'c' },         { "large", any_step, 'd' },
    { "threshold", any_step, 'e' },     { "fragments", fragment_step, 'c' },
    { "lifo", lifo_step, 'b' },         { "fifo", fifo_step, 'b' },
    { "vector", vector_step, 'f' },     { "mixed", any_step, 'f' },
    { "memalign", aligned_step, 'c' },  { "foreign", foreign_step, 'f' },
    { "refused", refused_step, 'f' },   { "fork", any_step, 'f' },
    { "forks", any_step, 'f' },         { "threads", any_step, 'f' },
    { "mallopt", mallopt_step, 'f' },   { "libc", libc_step, 'f' },
    { "calloc", calloc_step, 'f' },     { "churn", churn_step, 'f' },
    { "huge", huge_step, 'f' },         { "perturb", perturb_step, 'b' },
    { "damage", wave_step, 'g' },     /* see damage.h */
};
enum { PROFILES = sizeof profiles / sizeof profiles[0] };

static const struct profile *playing;

static bool is_played(const char *name)
{
    return strcmp(playing->name, name) == 0;
}

static void one_step(void)
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

static void play(size_t steps)
{
    for (size_t step = 0; step < steps; step++) {
        one_step();
        report(step);
    }
}

/* --- threads, one at a time --------------------------------------------- */

static atomic_int turn = -1;
static bool quit[THREADS];
static pthread_t threads[THREADS];
static bool runs[THREADS];

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

static void play_threads(size_t steps)
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

/* --- forks -------------------------------------------------------------- */

static _Noreturn void play_child(void)
{
    alarm(30);
    printf("child\n");
    play(200);
    fflush(stdout);
    _exit(0);
}

static void play_forks(size_t steps, bool with_threads)
{
    for (size_t i = 0; i < 8; i++) {
        if (with_threads && i >= 4)
            play_threads(steps / 8);
        else
            play(steps / 8);
        fflush(stdout);
        pid_t child = fork();
        if (child == 0)
            play_child();
        waitpid(child, NULL, 0);
    }
}

/* --- start -------------------------------------------------------------- */

static char buffer[1 << 18];

static const struct profile *profile_named(const char *name)
{
    for (size_t i = 0; i < PROFILES; i++)
        if (strcmp(profiles[i].name, name) == 0)
            return &profiles[i];
    fprintf(stderr, "player: no profile %s\n", name);
    exit(2);
}

static void play_profile(size_t steps)
{
    if (is_played("threads"))
        play_threads(steps);
    else if (is_played("fork") || is_played("forks"))
        play_forks(steps, is_played("forks"));
    else
        play(steps);
}

/* The same addresses on each run. */
static void fix_addresses(char **argv)
{
    int now = personality(0xffffffff);
    if (!(now & ADDR_NO_RANDOMIZE)
        && personality((unsigned)now | ADDR_NO_RANDOMIZE) >= 0)
        execv("/proc/self/exe", argv);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        for (size_t i = 0; i < PROFILES; i++)
            puts(profiles[i].name);
        return 0;
    }
    if (argc < 4) {
        fprintf(stderr, "usage: player PROFILE SEED STEPS [COUNT]\n");
        return 2;
    }
    size_t number = strtoull(argv[2], NULL, 10);
    size_t steps = strtoull(argv[3], NULL, 10);
    fix_addresses(argv);
    playing = profile_named(argv[1]);
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    find_heap_start();
    if (is_played("damage")) {
        play_damage(number, argc > 4 ? strtoull(argv[4], NULL, 10) : 1,
                    steps, one_step);
        return fflush(stdout) != 0;
    }
    seed(number);
    if (is_played("foreign") && below(3) == 0)
        sbrk((ptrdiff_t)below(100));
    play_profile(steps);
    print_mallinfo();
    putchar('\n');
    malloc_info(0, stdout);
    return fflush(stdout) != 0;
}
