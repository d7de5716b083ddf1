/* tell.c: tangled from book/16-checks.nw; edit that, not this. */
/* tell.c - part of a copy of report.c: counts the questions that are
   asked, and says how many there were when the process ends. */
#include <stdio.h>

extern unsigned long asked;
unsigned long asked;

__attribute__((destructor)) static void tell(void)
{
    fprintf(stderr, "asked: %lu\n", asked);
}
