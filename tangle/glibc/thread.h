/* thread.h: tangled from book/09-arenas.nw and book/10-tcache.nw; edit those, not this. */
/* thread.h - what a thread remembers for itself. No lock: nobody else
   looks. */
#ifndef THREAD_H
#define THREAD_H

#include <stdbool.h>

#include "hints.h"

struct thread {
    struct arena *arena;    /* where it allocates; NULL before it has */
    int rounds;             /* how often it will be told that it ends */
    bool leaving;           /* it has been told for the last time */
    struct tcache *cache;   /* what it has freed; NULL before its first call */
};

extern HIDDEN _Thread_local struct thread self
    __attribute__((tls_model("initial-exec")));

#endif
