/* guilty.c: tangled from book/17-glibc.nw; edit that, not this. */
/* guilty.c - a mistake, by its number. */
#include <stdint.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    size_t *a = malloc(24), *large = malloc(2000), *b = malloc(24);
    switch (argc > 1 ? atoi(argv[1]) : 0) {
    case 1:                         /* twice */
        free(a);
        free(a);
        break;
    case 2:                         /* no block at all */
        free((char *)a + 8);
        break;
    case 3:                         /* twice, past the cache */
        free(large);
        free(large);
        break;
    case 4:                         /* written too far */
        *(volatile size_t *)(b + 3) = 0;
        malloc(5000);
        break;
    }
    return 0;
}
