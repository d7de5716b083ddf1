/* stranger.c: tangled from book/answers/17-glibc.nw; edit that, not this. */
/* stranger.c - at the end of a process, what its heap says of itself. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((destructor)) static void tell(void)
{
    FILE *f = fopen("stranger.log", "w");
    if (f != NULL && malloc_info(0, f) == 0)
        fclose(f);
}
