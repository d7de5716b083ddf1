/* turns.h: tangled from book/08-threads.nw; edit that, not this. */
/* turns.h - the threads of a scenario, which take turns: one runs, the
   others wait. */
#ifndef TURNS_H
#define TURNS_H

enum { THREADS = 150 };     /* the highest number of one */

/* on_thread - runs step on a thread, and waits. The threads but 1 begin
   with their first step, and end with a step that is NULL. */
void on_thread(unsigned number, void (*step)(void));

/* each_thread - runs step on each thread there is, one after the other. */
void each_thread(void (*step)(void));

/* whose_turn - the thread that runs now or, between two steps, that ran
   last. Whoever each_thread called doesn't count. */
unsigned whose_turn(void);

#endif
