/* thread.h: tangled from book/09-arenas.nw; edit that, not this. */
/* thread.h - what a thread remembers for itself. No lock: nobody else
   looks. */
#ifndef THREAD_H
#define THREAD_H

#include <stdbool.h>

struct thread {
    struct arena *arena;    /* where it allocates; NULL before it has */
    int rounds;             /* how often it will be told that it ends */
    bool leaving;           /* it has been told for the last time */
};

extern _Thread_local struct thread self
    __attribute__((tls_model("initial-exec")));

#endif
