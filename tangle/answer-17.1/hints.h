/* hints.h: tangled from book/17-glibc.nw; edit that, not this. */
/* hints.h - what a compiler can't know: which way a question is usually
   answered, what is rarely called, and what no other library replaces. */
#ifndef HINTS_H
#define HINTS_H

#include <stdbool.h>

#define HIDDEN __attribute__((visibility("hidden")))
#define COLD   __attribute__((noinline, cold))
#define APART  __attribute__((noinline))
#define INLINE inline __attribute__((always_inline))

/* unlikely - yes, said by somebody who doesn't expect it. */
static inline bool unlikely(bool yes)
{
    return __builtin_expect(yes, 0);
}

#endif
