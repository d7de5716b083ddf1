/* red_chunks.c: tangled from book/03-chunks.nw; edit that, not this. */
/* red_chunks.c - do we lay a chunk out as the machine's libc does?
   Ends with 0 when every word and every reading agree, else with 1. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chunk.h"

/* The second word of a chunk, whatever its fields are called. */
static size_t second_word(const void *chunk)
{
    size_t words[2];
    memcpy(words, chunk, sizeof words);
    return words[1];
}

static bool agrees(size_t request, size_t size)
{
    char *volatile mem = malloc(request);
    size_t theirs = second_word(mem - 16);
    struct chunk ours = { 0 };
    set_head(&ours, size | PREV_IN_USE);
    printf("%7zu  %#6zx  %#18zx", request, theirs, second_word(&ours));
    struct chunk *c = mem_to_chunk(mem);
    printf("  %#6zx  %4d\n", chunk_size(c), prev_in_use(c));
    return theirs == second_word(&ours) && chunk_size(c) == size
        && prev_in_use(c);
}

int main(void)
{
    printf("request    libc            we write"
           "    read  flag\n");
    bool good = agrees(24, 0x20);
    good &= agrees(100, 0x70);
    good &= agrees(1000, 0x3f0);
    return good ? 0 : 1;
}
