/* model.h: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* model.h - malloc and free as rules, without memory. One heap a process;
   addresses are offsets from where it begins. */
#ifndef MODEL_H
#define MODEL_H

#include <stddef.h>

/* model_malloc - Returns: where the heap has to put the block. */
size_t model_malloc(size_t request);

/* model_free - Requires: the block is in use. */
void model_free(size_t mem);

/* model_bin - the bin for chunks of this size. */
size_t model_bin(size_t size);

/* How often each rule has found a chunk, and what it is called. */
enum { MODEL_RULES = 8 };
extern size_t model_used[MODEL_RULES];
extern const char *const model_rules[MODEL_RULES];

#endif
