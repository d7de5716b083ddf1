/* stream.h: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* stream.h - random mallocs and frees, to be played on the heap and on the
   model at the same time. */
#ifndef STREAM_H
#define STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "model.h"

struct step {
    bool is_free;
    size_t block;           /* the number of its malloc, from 0 */
    size_t request;
};

enum { STEPS = 50000 };

struct stream {
    size_t steps;
    struct step step[STEPS];
};

/* stream_make - the stream of a seed. There are five kinds, by turns. */
enum { KINDS = 5 };
void stream_make(struct stream *s, size_t seed, size_t steps);

/* What became of a stream. The addresses are offsets in the heap. */
struct verdict {
    size_t heap, model;             /* what each has said last */
    const char *broken;             /* of the heap's invariants, or NULL */
    size_t used[MODEL_RULES];
};
extern struct verdict *verdict;

/* stream_play - plays s in a new process, on a fresh heap.
   Returns: the first step about which heap and model differ; s->steps if
   there is none. */
size_t stream_play(const struct stream *s);

/* stream_shrink - takes out what isn't needed for them to differ. */
void stream_shrink(struct stream *s);

/* stream_print - prints s as a scenario. */
void stream_print(const struct stream *s);

#endif
