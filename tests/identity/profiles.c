/* profiles.c - what else the player can play: with the profiles of the
   book's player.c it is linked with these. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "damage.h"
#include "outside.h"
#include "player.h"

/* --- calls --- */

static void call_aligned(char sizes)
{
    struct block *b = pick(false);
    if (b == NULL)
        return;
    size_t n = request_of(sizes);
    size_t alignment = below(16) == 0 ? between(1, 5000)
                                      : (size_t)1 << between(3, 14);
    void *mem = NULL;
    int error = 0;
    size_t which = below(5);
    printf("aligned%zu %zu %zu", which, alignment, n);
    if (which == 0)
        mem = memalign(alignment, n);
    else if (which == 1)
        mem = aligned_alloc(alignment, n);
    else if (which == 2)
        error = posix_memalign(&mem, alignment, n);
    else
        mem = which == 3 ? valloc(n) : pvalloc(n);
    printf(" %d", error);
    got(b, error != 0 ? NULL : mem, n);
}

static void call_mallopt(void)
{
    static const struct { int what, low, high; } settings[] = {
        { M_MXFAST, 0, 170 }, { M_TRIM_THRESHOLD, 0, 400000 },
        { M_TOP_PAD, 0, 300000 }, { M_MMAP_THRESHOLD, 1000, 400000 },
        { M_MMAP_MAX, 0, 70000 }, { M_PERTURB, 0, 0 }, { 77, 0, 9 },
    };
    size_t i = below(sizeof settings / sizeof settings[0]);
    int value = (int)between((size_t)settings[i].low,
                             (size_t)settings[i].high);
    printf("mallopt %d %d", settings[i].what, value);
    printf(" -> %d", mallopt(settings[i].what, value));
}

/* --- steps --- */

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

/* The book's fragment_step, but it turns sooner, and with all calls. */
static void wave_step(char sizes)
{
    if (is_rising(20, 100))
        usual_call(below(62), sizes);
    else
        usual_call(between(38, 99), sizes);
}

/* --- ways to play --- */

static void play_foreign(size_t steps)
{
    if (below(3) == 0)
        sbrk((ptrdiff_t)below(100));
    play(steps);
}

static _Noreturn void play_child(void)
{
    alarm(30);
    printf("child\n");
    play(200);
    fflush(stdout);
    _exit(0);
}

static void play_and_fork(size_t steps, bool with_threads)
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

static void play_fork(size_t steps)
{
    play_and_fork(steps, false);
}

static void play_forks(size_t steps)
{
    play_and_fork(steps, true);
}

static void damage_alone(size_t first, size_t steps, size_t count)
{
    play_damage(first, count, steps, one_step);
}

const struct profile more_profiles[] = {
    { "memalign", aligned_step, 'c', play, NULL },
    { "foreign", foreign_step, 'f', play_foreign, NULL },
    { "refused", refused_step, 'f', play, NULL },
    { "fork", any_step, 'f', play_fork, NULL },
    { "forks", any_step, 'f', play_forks, NULL },
    { "mallopt", mallopt_step, 'f', play, NULL },
    { "libc", libc_step, 'f', play, NULL },
    { "calloc", calloc_step, 'f', play, NULL },
    { "churn", churn_step, 'f', play, NULL },
    { "huge", huge_step, 'f', play, NULL },
    { "perturb", perturb_step, 'b', play, NULL },
    { "damage", wave_step, 'g', NULL, damage_alone },
    { NULL, NULL, 0, NULL, NULL },
};
