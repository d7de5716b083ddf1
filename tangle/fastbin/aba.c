/* aba.c: tangled from book/11-fastbin.nw; edit that, not this. */
/* aba.c - two threads take chunks off a stack without a lock, the second
   one while the first is half through. One thread plays both. */
#include <stdio.h>

#include "fastbin.h"
#include "hpoc.h"

static struct fastbins f;
static struct chunk *a, *b, *c;

static void show(const char *what)
{
    printf("%-30s", what);
    for (struct chunk *at = f.first[0]; at != NULL; at = fastbin_next(at))
        printf(" %c", at == a ? 'a' : at == b ? 'b' : 'c');
    printf("\n");
}

int main(void)
{
    fastbin_push(&f, 0, c = mem_to_chunk(hp_malloc(24)));
    fastbin_push(&f, 0, b = mem_to_chunk(hp_malloc(24)));
    fastbin_push(&f, 0, a = mem_to_chunk(hp_malloc(24)));
    show("the stack:");
    struct chunk *first = f.first[0], *next = fastbin_next(first);
    show("1 has read the top, and b:");
    fastbin_pop(&f, 0);
    fastbin_pop(&f, 0);
    show("2 takes a, and takes b:");
    fastbin_push(&f, 0, a);
    show("2 gives a back:");
    bool same = __atomic_compare_exchange_n(&f.first[0], &first, next,
        false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
    show(same ? "1 finds a, and exchanges:" : "1 tries again:");
    return 0;
}
