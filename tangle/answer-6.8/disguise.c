/* disguise.c: tangled from book/06-coal.nw; edit that, not this. */
/* disguise.c - four words in a program, and what a scan can make of them
   that knows where the blocks are, but not what the words mean. */
#include <stdint.h>
#include <stdio.h>

#include "hpoc.h"
#include "os_test.h"

static uintptr_t a, b;

static void scan(const char *what, uintptr_t word)
{
    const char *verdict = "outside of all blocks";
    if (word == a || word == b)
        verdict = "the address of a block";
    else if ((word > a && word < a + 100) || (word > b && word < b + 100))
        verdict = "an address inside a block";
    printf("%-28s %s\n", what, verdict);
}

int main(void)
{
    uintptr_t nanoseconds = 8796093022224;   /* 2 h 26 min 36.1 s */
    a = (uintptr_t)hp_malloc(100);
    b = (uintptr_t)hp_malloc(100);
    scan("a pointer to a:", a);
    scan("a pointer to a, tagged:", a | 1);
    scan("a linked to b by XOR:", a ^ b);
    scan("a duration, in nanoseconds:", nanoseconds);
    return 0;
}
