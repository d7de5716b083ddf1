/* synth.c - asks for memory in a known way, so that traces.sh knows the
   trace to the byte. With an argument it does something else instead:

   threads   four threads allocate and free at once
   fork      a child allocates too: of its calls nothing may be recorded
   crash     ends by a signal, in the middle */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void known_calls(void)
{
    char *a = malloc(24);
    char *b = malloc(1000);
    free(a);                            /* age 1 */
    b = realloc(b, 5000);               /* age 0 */
    char *c = calloc(3, 100);
    free(NULL);                         /* nothing */
    void *none = malloc(0);
    void *d = NULL;
    if (posix_memalign(&d, 64, 200) != 0)
        exit(1);
    void *e = aligned_alloc(4096, 1 << 20);
    void *f = memalign(32, 5);
    char *g = realloc(NULL, 7);         /* a malloc */
    g = reallocarray(g, 10, 20);        /* age 0 */
    free(none);                         /* age 5 */
    if (realloc(c, 0) != NULL)          /* a free of age 6 */
        exit(1);
    volatile size_t huge = SIZE_MAX;
    if (malloc(huge / 2) != NULL || calloc(huge, 2) != NULL
        || realloc(b, huge / 2) != NULL || reallocarray(b, huge, 2) != NULL
        || posix_memalign(&d, 3, 8) == 0)
        exit(1);                        /* five failures: nothing */
    void *h = valloc(1);
    void *i = pvalloc(1);
    for (int n = 0; n < 200; n++)
        free(malloc(1));                /* age 0 */
    free(b);                            /* age 209: two bytes */
    free(d);
    free(e);
    free(f);
    free(g);
    free(h);
    free(i);
}

static void *work(void *seed)
{
    unsigned x = (unsigned)(uintptr_t)seed;
    void *kept[64] = { NULL };
    for (int n = 0; n < 5000; n++) {
        x = x * 1664525 + 1013904223;
        void **one = &kept[x >> 26];
        if (x & 4096) {
            free(*one);
            *one = NULL;
        } else {
            *one = realloc(*one, (x >> 8) % 2000 + 1);
        }
    }
    for (int n = 0; n < 64; n++)
        free(kept[n]);
    return NULL;
}

static void in_threads(void)
{
    pthread_t threads[4];
    for (uintptr_t n = 0; n < 4; n++)
        if (pthread_create(&threads[n], NULL, work, (void *)(n + 1)) != 0)
            exit(1);
    for (int n = 0; n < 4; n++)
        pthread_join(threads[n], NULL);
}

static void in_a_child(void)
{
    void *mine = malloc(11);
    pid_t child = fork();
    if (child == 0) {
        work(mine);
        free(mine);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    free(mine);
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "threads") == 0) {
        in_threads();
    } else if (strcmp(what, "fork") == 0) {
        in_a_child();
    } else if (strcmp(what, "crash") == 0) {
        memset(malloc(33), 0, 33);
        raise(SIGKILL);
    } else {
        known_calls();
    }
    return 0;
}
