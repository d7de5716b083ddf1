/* start.h: tangled from book/17-glibc.nw; edit that, not this. */
/* start.h - what has to happen once, before anything else. */
#ifndef START_H
#define START_H

#include <stdatomic.h>
#include <stdbool.h>

#include "hints.h"

extern HIDDEN _Atomic bool started;

/* start - reads the environment, draws the key; and so on. */
COLD void start(void);

/* ensure_started - begins, if nobody has. */
static inline void ensure_started(void)
{
    if (unlikely(!atomic_load_explicit(&started, memory_order_relaxed)))
        start();
}

#endif
