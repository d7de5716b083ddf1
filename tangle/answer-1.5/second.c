/* second.c: tangled from book/01-pages.nw; edit that, not this. */
/* second.c - what does malloc's next customer find? */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    volatile char *flat = malloc(64);
    uintptr_t address = (uintptr_t)flat;
    static const char note[] = "the rent is due on Friday";
    for (size_t i = 0; i < sizeof note; i++)
        flat[16 + i] = note[i];
    free((void *)address);
    flat = malloc(64);
    printf("the same flat: %s\n",
           (uintptr_t)flat == address ? "yes" : "no");
    printf("on its wall:   ");
    for (size_t i = 16; flat[i] != 0; i++)
        putchar(flat[i]);
    putchar('\n');
    return 0;
}
