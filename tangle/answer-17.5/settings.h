/* settings.h: tangled from book/17-glibc.nw; edit that, not this. */
/* settings.h - who changes what tune.h lists: the environment, at the
   start, and mallopt at any time. */
#ifndef SETTINGS_H
#define SETTINGS_H

/* read_environment - GLIBC_TUNABLES, and the older variables. */
void read_environment(void);

#endif
