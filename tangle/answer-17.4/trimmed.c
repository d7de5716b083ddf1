/* trimmed.c: tangled from book/17-glibc.nw; edit that, not this. */
/* trimmed.c - a heap that has shrunk, before and after malloc_trim. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCKS = 200 };

static void say(const char *when)
{
    printf("%-14s %7zu bytes held, %7zu free\n", when, mallinfo2().arena,
           mallinfo2().fordblks);
}

int main(void)
{
    static char buffer[1024], *block[BLOCKS];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    for (int i = 0; i < BLOCKS; i++)
        block[i] = malloc(2000);
    for (int i = BLOCKS; i-- > 20;)
        free(block[i]);
    say("after free");
    printf("trim: %d\n", malloc_trim(0));
    say("after trim");
    printf("trim: %d\n", malloc_trim(0));
    return block[0] == NULL;
}
