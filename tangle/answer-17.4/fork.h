/* fork.h: tangled from book/08-threads.nw; edit that, not this. */
/* fork.h - the heap in a process that forks. */
#ifndef FORK_H
#define FORK_H

/* watch_forks - from now on a child finds a heap that it can use. May be
   called again. Call it before anybody else asks to be told of forks: the
   first to ask is the last to be told before a fork. */
void watch_forks(void);

#endif
