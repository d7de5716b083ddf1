/* leave.h: tangled from book/09-arenas.nw; edit that, not this. */
/* leave.h - what a thread does last. */
#ifndef LEAVE_H
#define LEAVE_H

/* plan_to_leave - this thread will give back what it has when it ends. May
   be called again. The main thread never does: it ends with the process. */
void plan_to_leave(void);

#endif
