/* pairs_after.c: tangled from book/08-threads.nw; edit that, not this. */
/* pairs_after.c - a main around that of pairs.c, which is named run here:
   a thread comes and goes before. */
#include <pthread.h>
#include <stddef.h>

int run(int argc, char **argv);

static void *come_and_go(void *unused)
{
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, come_and_go, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    return run(argc, argv);
}
