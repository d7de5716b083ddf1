/* stream.c: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* stream.c - makes streams, plays them, and shortens one that fails. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hpoc.h"
#include "os_test.h"
#include "stream.h"
#include "tune.h"
#include "walk.h"

static size_t state;

static size_t random_below(size_t n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % n;
}

static size_t any_request(size_t kind)
{
    static const size_t few[] = {
        24, 120, 136, 200, 1000, 1032, 1040, 1056, 1100, 2000, 2016, 5000
    };
    switch (kind) {
    case 0: return random_below(200);
    case 1: return random_below(1100);
    case 2: return 900 + random_below(20000);
    case 3: return few[random_below(sizeof few / sizeof few[0])];
    default: return random_below((size_t)16 << random_below(13));
    }
}

/* The blocks that are in use, the oldest first. */
static size_t live[STEPS], lives, born;

static void add_malloc(struct stream *s, size_t request)
{
    s->step[s->steps++] = (struct step){ false, born, request };
    live[lives++] = born++;
}

static void add_free(struct stream *s, size_t i)
{
    s->step[s->steps++] = (struct step){ true, live[i], 0 };
    memmove(&live[i], &live[i + 1], (--lives - i) * sizeof live[0]);
}

enum { FLOOD = 10030, LAST = 60 };

static void add_flood(struct stream *s)
{
    for (size_t i = 0; i < FLOOD; i++) {
        add_malloc(s, i < FLOOD - LAST ? 2100 + random_below(1000)
                                       : 1040 + 16 * (FLOOD - i));
        add_malloc(s, 24);
    }
    for (size_t i = 0; i < FLOOD; i++)
        add_free(s, i);
    add_malloc(s, 1000);
}

enum { PHASE = 400, MOST_LIVE = 1000 };

/* The place in live of the next block to go. */
static size_t victim(size_t order)
{
    return order == 0 ? 0 : order == 1 ? lives - 1 : random_below(lives);
}

void stream_make(struct stream *s, size_t seed, size_t steps)
{
    size_t growing = 1, order = 0, kind = seed % KINDS;
    state = seed;
    lives = born = s->steps = 0;
    if (kind == 4 && steps > 3 * FLOOD)
        add_flood(s);
    size_t most = lives + MOST_LIVE;
    while (s->steps < steps) {
        if (s->steps % PHASE == 0) {
            growing = random_below(2);
            order = random_below(3);
        }
        bool more = random_below(4) < 1 + 2 * growing && lives < most;
        if (more || lives == 0)
            add_malloc(s, any_request(kind));
        else
            add_free(s, victim(order));
    }
}

struct verdict *verdict;
static size_t *step_now;        /* behind the verdict */

static bool agree(const struct step *s)
{
    static char *mem[STEPS];
    static size_t in_model[STEPS];
    size_t b = s->block;
    if (s->is_free) {
        hp_free(mem[b]);
        model_free(in_model[b]);
        return true;
    }
    mem[b] = hp_malloc(s->request);
    in_model[b] = model_malloc(s->request);
    verdict->heap = os_offset(mem[b]);
    verdict->model = in_model[b];
    return verdict->heap == verdict->model;
}

static void play(const struct stream *s)
{
    tuning.trim_threshold = SIZE_MAX;
    for (*step_now = 0; *step_now < s->steps; ++*step_now)
        if (!agree(&s->step[*step_now]))
            break;
    verdict->broken = check_heap();
    memcpy(verdict->used, model_used, sizeof model_used);
}

static void share_a_verdict(void)
{
    if (verdict != NULL)
        return;
    int how = MAP_SHARED | MAP_ANONYMOUS;
    verdict = mmap(NULL, sizeof *verdict + sizeof *step_now,
                   PROT_READ | PROT_WRITE, how, -1, 0);
    step_now = (size_t *)(void *)(verdict + 1);
}

size_t stream_play(const struct stream *s)
{
    share_a_verdict();
    verdict->broken = "the heap crashed";
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        play(s);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    return *step_now;
}

/* So many streams are played before one is called short enough. */
static size_t patience;

static bool still_differs(struct stream *s)
{
    if (patience == 0)
        return false;
    patience--;
    size_t step = stream_play(s);
    if (step == s->steps)
        return false;
    s->steps = step + 1;
    return true;
}

/* Numbers the blocks from 0 again. Returns: how many there are. */
static size_t renumber(struct stream *s)
{
    static size_t number[STEPS];
    size_t blocks = 0;
    for (size_t k = 0; k < s->steps; k++) {
        if (!s->step[k].is_free)
            number[s->step[k].block] = blocks++;
        s->step[k].block = number[s->step[k].block];
    }
    return blocks;
}

/* Which steps go when n blocks go, from this one on. */
typedef bool part(const struct step *s, size_t from, size_t n);

static bool all_of(const struct step *s, size_t from, size_t n)
{
    return s->block >= from && s->block - from < n;
}

static bool frees_of(const struct step *s, size_t from, size_t n)
{
    return s->is_free && all_of(s, from, n);
}

static bool can_do_without(struct stream *s, part *goes, size_t from,
                           size_t n)
{
    static struct stream less;
    less.steps = 0;
    for (size_t k = 0; k < s->steps; k++)
        if (!goes(&s->step[k], from, n))
            less.step[less.steps++] = s->step[k];
    if (less.steps == s->steps || !still_differs(&less))
        return false;
    s->steps = less.steps;
    memcpy(s->step, less.step, less.steps * sizeof less.step[0]);
    return true;
}

static void take_away(struct stream *s, part *goes)
{
    size_t blocks = renumber(s);
    for (size_t n = blocks; n > 0; n /= 2)
        for (size_t from = 0; from < blocks;)
            if (can_do_without(s, goes, from, n))
                blocks = renumber(s);
            else
                from += n;
}

/* Makes the k-th step ask for this, if they differ then, too. */
static bool can_ask_for(struct stream *s, size_t k, size_t request)
{
    size_t before = s->step[k].request;
    s->step[k].request = request;
    if (before == request || still_differs(s))
        return true;
    s->step[k].request = before;
    return false;
}

static void make_sizes_plain(struct stream *s)
{
    static const size_t plain[] = { 24, 100, 1000, 2000, 3000 };
    for (size_t k = 0; k < s->steps; k++) {
        bool done = s->step[k].is_free;
        for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
            done = done || can_ask_for(s, k, plain[i]);
        if (!done)
            can_ask_for(s, k, (s->step[k].request + 7) / 16 * 16 + 8);
    }
}

void stream_shrink(struct stream *s)
{
    size_t before;
    patience = 1000;
    if (!still_differs(s))
        return;
    do {
        before = s->steps;
        take_away(s, all_of);
        take_away(s, frees_of);
        make_sizes_plain(s);
    } while (s->steps < before);
    stream_play(s);
}

/* A name for the n-th block, such as a scenario may have; i is taken. */
static const char *name(size_t n)
{
    static const char letters[] = "abcdefghjklmnopqrstuvwxyz";
    static char text[32];
    if (n < sizeof letters - 1)
        snprintf(text, sizeof text, "%c", letters[n]);
    else
        snprintf(text, sizeof text, "p[%zu]", n - (sizeof letters - 1));
    return text;
}

void stream_print(const struct stream *s)
{
    for (size_t k = 0; k < s->steps; k++) {
        const struct step *step = &s->step[k];
        if (step->is_free)
            printf("free(%s);\n", name(step->block));
        else
            printf("%s = malloc(%zu);\n", name(step->block),
                   step->request);
    }
}
