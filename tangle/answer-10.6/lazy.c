/* lazy.c: tangled from book/10-tcache.nw; edit that, not this. */
/* lazy.c - counts the calls of malloc while a thread looks at a variable
   of a library for the first time, and for the second. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
__attribute__((visibility("default"))) void *malloc(size_t size);

static _Thread_local int calls;
static int (*look)(void);

void *malloc(size_t size)
{
    calls++;
    return __libc_malloc(size);
}

static void *look_twice(void *unused)
{
    for (int i = 1; i <= 2; i++) {
        int before = calls;
        look();
        printf("look %d: calls of malloc: %d\n", i, calls - before);
    }
    return unused;
}

int main(void)
{
    pthread_t thread;
    setvbuf(stdout, NULL, _IOLBF, 200);
    puts("a thread looks at a variable");
    void *library = dlopen("./plugin.so", RTLD_NOW);
    if (library == NULL)
        return 1;
    *(void **)&look = dlsym(library, "look");
    pthread_create(&thread, NULL, look_twice, NULL);
    pthread_join(thread, NULL);
    return 0;
}
