/* word.c: tangled from book/03-chunks.nw; edit that, not this. */
/* word.c - the second word of the notes' chunk: size 0x20, P set. */
#include "chunk.h"

uint64_t word(void)
{
    union { struct chunk c; uint64_t words[2]; } u = {
        .c = { .size = 0x20, .PREV_INUSE = 1 } };
    return u.words[1];
}
