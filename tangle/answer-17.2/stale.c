/* stale.c: tangled from book/answers/17-glibc.nw; edit that, not this. */
/* stale.c - sums up an array of so many numbers, a little too late. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 1000;
    int *volatile a = malloc(sizeof(int) * (size_t)n);
    for (int i = 0; i < n; i++)
        a[i] = i;
    free(a);
    long sum = 0;
    for (int i = 10; i < n; i++)
        sum += a[i];
    printf("%ld\n", sum);
    return 0;
}
