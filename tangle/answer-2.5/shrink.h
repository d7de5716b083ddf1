/* shrink.h: tangled from book/answers/02-contract.nw; edit that, not this. */
/* shrink.h - what realloc.c asks of a stage when a block gets smaller. */
#ifndef SHRINK_H
#define SHRINK_H

#include <stddef.h>

/* give_back_rest - mem keeps room for size bytes; pages that are whole
   and lie behind them may go.
   Requires: mem is live and has room for size bytes. */
void give_back_rest(void *mem, size_t size);

#endif
