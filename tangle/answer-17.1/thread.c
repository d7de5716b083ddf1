/* thread.c: tangled from book/09-arenas.nw; edit that, not this. */
/* thread.c - what each thread remembers for itself. */
#include "thread.h"

_Thread_local struct thread self;
