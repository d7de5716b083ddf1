/* report.h: tangled from book/02-contract.nw and book/16-checks.nw; edit those, not this. */
/* report.h - the two ways in which a heap says no. */
#ifndef REPORT_H
#define REPORT_H

/* out_of_memory - the one place where errno becomes ENOMEM.
   Returns: NULL, to be handed on. */
void *out_of_memory(void);

/* fatal - the caller's program has broken the rules: say so and abort. */
__attribute__((cold)) _Noreturn void fatal(const char *message);

#endif
