/* meet.h: tangled from book/08-threads.nw; edit that, not this. */
/* meet.h - a place where two threads wait for each other. */
#ifndef MEET_H
#define MEET_H

/* arm - from now on a thread that comes to the meeting point waits for a
   second one, but not for ever. */
void arm(void);

/* arrived - how many have come since. */
int arrived(void);

void meeting_point(void);

#endif
