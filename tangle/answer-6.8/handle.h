/* handle.h: tangled from book/answers/06-coal.nw; edit that, not this. */
/* handle.h - blocks that may move while nobody holds their address. */
#ifndef HANDLE_H
#define HANDLE_H

#include <stddef.h>

struct handle;

/* handle_new - a block of size bytes. Returns: NULL when there is no
   memory, or no handle left. */
struct handle *handle_new(size_t size);

/* handle_lock - where the block is; it stays there until handle_unlock
   has been called as many times. */
void *handle_lock(struct handle *h);
void handle_unlock(struct handle *h);
void handle_free(struct handle *h);

/* heap_compact - moves down all blocks whose handles aren't locked, as
   far as they go. */
void heap_compact(void);

#endif
