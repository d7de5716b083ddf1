/* red_checks.c: tangled from book/16-checks.nw; edit that, not this. */
/* red_checks.c - writes an address of its own into a freed block, and asks
   for two. Is the second one at that address? Green when it isn't. */
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hpoc.h"

static _Alignas(16) char ours[64];

static int returns_ours(void)
{
    hp_malloc(4096);    /* the number of the first page ends in a 0 */
    void *a = hp_malloc(24), *b = hp_malloc(24);
    hp_free(a);
    hp_free(b);
    *(void **)b = ours;
    hp_malloc(24);
    return hp_malloc(24) == (void *)ours;
}

int main(void)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(2);
        _exit(returns_ours());
    }
    waitpid(child, &status, 0);
    int returned = WIFEXITED(status) && WEXITSTATUS(status) == 1;
    printf("malloc has returned: %s\n", returned
           ? "an array that was never allocated" : "nothing of the kind");
    return returned;
}
