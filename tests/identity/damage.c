/* damage.c - see damage.h. */
#define _GNU_SOURCE
#include <link.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "player.h"
#include "damage.h"

typedef size_t __attribute__((may_alias)) word;

/* --- the key ------------------------------------------------------------ */

/* A freed block bears a random key in its second word while it is in the
   cache. With damage this may become a head or a link, and no two runs would
   be the same. So the key is looked up, searched for in the variables of all
   libraries, and made a constant. */
static const word constant_key = 0x5bd1e9955bd1e995;

struct hit {
    word key, *found;
    unsigned count;
};

static void search(const struct dl_phdr_info *info, const ElfW(Phdr) *part,
                   struct hit *h)
{
    word *at = (word *)(info->dlpi_addr + part->p_vaddr);
    for (size_t i = 0; i < part->p_memsz / sizeof *at; i++)
        if (at[i] == h->key && &at[i] != &h->key) {
            h->found = &at[i];
            h->count++;
        }
}

static int search_object(struct dl_phdr_info *info, size_t size, void *hit)
{
    (void)size;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && (part->p_flags & PF_W) != 0)
            search(info, part, hit);
    }
    return 0;
}

static void fix_key(void)
{
    struct hit h = { 0 };
    word *volatile block = malloc(24);
    free(block);
    h.key = block[1];
    block = malloc(24);
    if (h.key == 0)             /* it was not cached */
        return;
    dl_iterate_phdr(search_object, &h);
    if (h.count == 1)
        *h.found = constant_key;
    else
        printf("key found %u times\n", h.count);
    free(block);
}

/* --- what is overwritten ------------------------------------------------ */

static word *end_of_heap(void)
{
    return (word *)sbrk(0);
}

/* A chunk by chance, top and the cache's own among them: from the start of
   the heap on by their sizes, as far as these lead. */
static word *some_chunk(void)
{
    static word *chunks[4096];
    size_t n = 0;
    word *c = (word *)(void *)heap_start;
    while (n < 4096 && c + 2 <= end_of_heap()) {
        size_t size = c[1] & ~(size_t)15;
        chunks[n++] = c;
        if (size < 32 || size > (size_t)((char *)end_of_heap() - (char *)c))
            break;
        c += size / sizeof *c;
    }
    return chunks[below(n)];
}

static word *victim(void)
{
    char *mem = below(3) == 0 ? NULL : lately_freed();
    return mem == NULL ? some_chunk() : (word *)(void *)mem - 2;
}

/* Heads most often, then links. */
static size_t some_word(void)
{
    size_t kind = below(16);
    return kind < 2 ? 0 : kind < 7 ? 1 : kind < 15 ? 2 + below(4) : below(90);
}

/* Leads it to a variable of a library? There another heap has other
   neighbours, so no address near it may come about. */
static bool is_elsewhere(word value)
{
    return value >> 32 != 0
        && value >> 40 != (uintptr_t)heap_start >> 40;
}

static word some_size(void)
{
    return some_chunk()[1];
}

static word some_address(void)
{
    word *c = some_chunk();
    return (uintptr_t)(below(2) == 0 ? c : c + 2)
        + (below(4) == 0 ? 8 : 0);
}

static word damaged(word old)
{
    switch (below(8)) {
    case 0:
        return is_elsewhere(old) ? 0 : old ^ (word)1 << below(16);
    case 1:
        return is_elsewhere(old) ? 0 : old ^ (word)1 << below(64);
    case 2:
        return below(65);
    case 3:
        return 16 * below(100) + below(8);
    case 4:
        return some_size();
    case 5:
        return is_elsewhere(old) ? 1 : old + 16 * between(1, 64);
    case 6:
        return is_elsewhere(old) ? 2 : old - 16 * between(1, 64);
    default:
        return some_address();
    }
}

static void do_damage(void)
{
    word *at = victim() + some_word();
    if (at < (word *)(void *)heap_start || at >= end_of_heap())
        return;
    word now = damaged(*at);
    printf("damage at %zx: %zx%s\n",
           (size_t)((char *)at - heap_start), is_elsewhere(now) ? 0 : now,
           is_elsewhere(now) ? " elsewhere" : "");
    *at = now;
}

/* --- the stream --------------------------------------------------------- */

/* Whatever ends the stream, what it has printed so far is shown: below the
   message, if there was one. */
static void show_and_end(int signal)
{
    fflush_unlocked(stdout);
    if (signal != SIGABRT)
        raise(signal);
}

static void catch_endings(void)
{
    static const int endings[] = { SIGABRT, SIGSEGV, SIGBUS };
    struct sigaction action = { .sa_flags = (int)SA_RESETHAND };
    action.sa_handler = show_and_end;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        sigaction(endings[i], &action, NULL);
}

/* What runs in circles is ended by its own time, not by that of a machine
   that is busy with other things; and as no two do so at the same step, what
   it has printed is not shown. */
static void limit_time(void)
{
    const struct itimerval limit = { .it_value = { .tv_usec = 300000 } };
    setitimer(ITIMER_PROF, &limit, NULL);
    alarm(60);
}

static void play_stream(size_t steps, void (*step)(void))
{
    size_t when = between(20, 9 * steps / 10), times = between(1, 6);
    catch_endings();
    limit_time();
    fix_key();
    heap_only = true;
    for (size_t i = 0; i < steps; i++) {
        if (i == when && times-- > 0) {
            do_damage();
            when += between(1, 9);
        }
        step();
        if (i % 64 == 63) {
            print_mallinfo();
            putchar('\n');
        }
    }
    fflush(stdout);
    _exit(0);
}

static void print_ending(int status)
{
    if (WIFSIGNALED(status))
        printf(" ended: %s\n", strsignal(WTERMSIG(status)));
    else
        printf(" ended: %d\n", WEXITSTATUS(status));
}

/* This process has allocated nothing yet, so each child's heap is new. */
void play_damage(size_t first, size_t count, size_t steps,
                 void (*step)(void))
{
    for (size_t i = first; i < first + count; i++) {
        int status = 0;
        printf("stream %zu\n", i);
        fflush(stdout);
        seed(i);
        pid_t child = fork();
        if (child == 0)
            play_stream(steps, step);
        waitpid(child, &status, 0);
        print_ending(status);
    }
}
