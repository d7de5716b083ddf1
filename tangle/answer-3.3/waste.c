/* waste.c: tangled from book/03-chunks.nw; edit that, not this. */
/* waste.c - what the requests of a trace cost in headers and rounding.
   Reads a trace as play.c does, and takes nothing but the sizes. */
#include <stdio.h>

#include "chunk.h"

static size_t requests, tiny, exact;     /* how many */
static size_t asked, lent, not_lent;     /* bytes */

static void count(size_t request)
{
    size_t size;
    if (!request_to_size(request, &size))
        return;
    requests++;
    asked += request;
    lent += size;
    not_lent += round_up(request + HEADER, ALIGNMENT);
    tiny += request <= 8;
    exact += request == size - sizeof(size_t);
}

/* Seven bits a byte, the lowest first; the eighth says: more follow. */
static bool next_number(size_t *n)
{
    int c = getchar();
    if (c == EOF)
        return false;
    *n = (size_t)c & 0x7f;
    for (int shift = 7; c & 0x80 && shift < 64; shift += 7) {
        c = getchar();
        if (c == EOF)
            return false;
        *n |= ((size_t)c & 0x7f) << shift;
    }
    return true;
}

/* 0 malloc, 1 free, 2 realloc with its size behind it, 3 calloc or, with
   one more bit set and the alignment behind it, memalign. */
static void count_event(size_t event)
{
    size_t number, x = event >> 2;
    switch (event & 3) {
    case 0:
        count(x);
        break;
    case 2:
        if (next_number(&number))
            count(number);
        break;
    case 3:
        if (x & 1)
            next_number(&number);
        count(x >> 1);
    }
}

static double percent(size_t part, size_t whole)
{
    return 100 * (double)part / (double)whole;
}

int main(void)
{
    size_t event;
    while (next_number(&event))
        count_event(event);
    if (requests == 0)
        return 1;
    size_t labels = requests * sizeof(size_t);
    printf("%8zu %6zu %6.1f %6.1f %6.1f %6.1f %6.1f %8.1f\n",
           requests, asked / requests,
           percent(tiny, requests), percent(exact, requests),
           percent(labels, asked), percent(lent - asked - labels, asked),
           percent(lent - asked, asked), percent(not_lent - asked, asked));
    return 0;
}
