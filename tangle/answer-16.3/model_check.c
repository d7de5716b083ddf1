/* model_check.c: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* model_check.c - plays streams on the heap and on its model, and prints
   the rules that were used, or what is wrong:
   model_check [STEPS [STREAMS]]. */
#include <stdio.h>
#include <stdlib.h>

#include "stream.h"

static struct stream s;
static size_t used[KINDS][MODEL_RULES];

static void print_used(void)
{
    static const char *const kinds[KINDS] = {
        "small", "medium", "large", "few sizes", "flood"
    };
    printf("%-9s", "");
    for (size_t i = 0; i < MODEL_RULES; i++)
        printf(" %8s", model_rules[i]);
    for (size_t kind = 0; kind < KINDS; kind++) {
        printf("\n%-9s", kinds[kind]);
        for (size_t i = 0; i < MODEL_RULES; i++)
            printf(" %8zu", used[kind][i]);
    }
    printf("\n");
}

/* Makes the short stream that fails first; if none does, that of a seed
   which has failed. Returns: its seed. */
static size_t find_short(size_t failed)
{
    enum { SHORT = 1000, TRIES = 100 };
    size_t steps = SHORT, first = failed;
    for (size_t seed = 0; seed < TRIES; seed++) {
        stream_make(&s, seed, steps);
        size_t step = stream_play(&s);
        if (step < s.steps) {
            steps = step + 1;
            first = seed;
        }
    }
    stream_make(&s, first, steps < SHORT ? steps : STEPS);
    return first;
}

/* All addresses were right, and the heap is damaged. */
static int blame(size_t seed)
{
    printf("stream %zu: %s\n", seed, verdict->broken);
    return 1;
}

static int tell(size_t failed)
{
    size_t seed = find_short(failed), step = stream_play(&s);
    stream_shrink(&s);
    printf("// stream %zu, step %zu; invariants: %s\n", seed, step,
           verdict->broken == NULL ? "all hold" : verdict->broken);
    printf("// the last is at %zu, and the model says %zu\n",
           verdict->heap, verdict->model);
    stream_print(&s);
    return 1;
}

int main(int argc, char **argv)
{
    size_t steps = argc > 1 ? strtoul(argv[1], NULL, 10) : STEPS;
    size_t streams = argc > 2 ? strtoul(argv[2], NULL, 10) : 20;
    for (size_t seed = 0; seed < streams; seed++) {
        stream_make(&s, seed, steps < STEPS ? steps : STEPS);
        if (stream_play(&s) < s.steps)
            return tell(seed);
        if (verdict->broken != NULL)
            return blame(seed);
        for (size_t i = 0; i < MODEL_RULES; i++)
            used[seed % KINDS][i] += verdict->used[i];
    }
    print_used();
    printf("%zu streams of %zu steps: no difference\n", streams, s.steps);
    return 0;
}
