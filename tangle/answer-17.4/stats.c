/* stats.c: tangled from book/17-glibc.nw; edit that, not this. */
/* stats.c - what the heap says about itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

#include "arena.h"
#include "checks.h"
#include "glibc.h"
#include "mapped.h"
#include "start.h"

/* Chunks of one list: how many, how large, and how much in all. */
struct sizes {
    size_t from, to, total, count;
};

static void add_size(struct sizes *s, size_t size)
{
    if (s->count++ == 0 || size < s->from)
        s->from = size;
    if (size > s->to)
        s->to = size;
    s->total += size;
}

/* Those of a fast bin. Dies of message if one can be none. */
static struct sizes fast_sizes(struct arena *a, size_t i,
                               const char *message)
{
    struct sizes s = { 0 };
    for (struct chunk *c = a->fast.first[i]; c != NULL;
         c = fastbin_next(c)) {
        die_if(!is_aligned(c), message);
        add_size(&s, chunk_size(c));
    }
    return s;
}

/* Those of a bin, with the flags, as glibc counts them. */
static struct sizes bin_sizes(struct arena *a, size_t i)
{
    struct sizes s = { 0 };
    struct chunk *bin = bin_at(&a->bins, i);
    for (struct chunk *c = bin->fd; c != bin; c = c->fd)
        add_size(&s, head_of(c));
    return s;
}

static struct arena *next_arena(struct arena *a)
{
    return a->next == &main_arena ? NULL : a->next;
}

/* Adds what an arena has. Requires: its lock is ours. */
static void count_arena(struct mallinfo2 *m, struct arena *a)
{
    size_t free_bytes = chunk_size(a->top);
    m->ordblks++;
    for (size_t i = 0; i < FASTBINS; i++) {
        struct sizes s = fast_sizes(a, i, "int_mallinfo(): "
                                    "unaligned fastbin chunk detected");
        m->smblks += s.count;
        m->fsmblks += s.total;
        free_bytes += s.total;
    }
    for (size_t i = UNSORTED; i < BINS; i++) {
        struct chunk *bin = bin_at(&a->bins, i);
        for (struct chunk *c = bin->bk; c != bin; c = c->bk) {
            m->ordblks++;
            free_bytes += chunk_size(c);
        }
    }
    m->arena += a->system_mem;
    m->fordblks += free_bytes;
    m->uordblks += a->system_mem - free_bytes;
}

struct mallinfo2 hp_mallinfo2(void)
{
    struct mallinfo2 m = { 0 };
    ensure_started();
    for (struct arena *a = &main_arena; a != NULL; a = next_arena(a)) {
        lock_take(&a->lock);
        count_arena(&m, a);
        if (a == &main_arena)
            m.keepcost = chunk_size(a->top);
        lock_drop(&a->lock);
    }
    m.hblks = (size_t)mapped.count;
    m.hblkhd = mapped.bytes;
    return m;
}

struct mallinfo hp_mallinfo(void)
{
    struct mallinfo2 m = hp_mallinfo2();
    return (struct mallinfo){
        .arena = (int)m.arena, .ordblks = (int)m.ordblks,
        .smblks = (int)m.smblks, .hblks = (int)m.hblks,
        .hblkhd = (int)m.hblkhd, .usmblks = (int)m.usmblks,
        .fsmblks = (int)m.fsmblks, .uordblks = (int)m.uordblks,
        .fordblks = (int)m.fordblks, .keepcost = (int)m.keepcost,
    };
}

static void print_bytes(size_t system, size_t used)
{
    fprintf(stderr, "system bytes     = %10u\n", (unsigned)system);
    fprintf(stderr, "in use bytes     = %10u\n", (unsigned)used);
}

static void print_arenas(void)
{
    size_t system = mapped.bytes, used = mapped.bytes;
    unsigned number = 0;
    for (struct arena *a = &main_arena; a != NULL; a = next_arena(a)) {
        struct mallinfo2 m = { 0 };
        lock_take(&a->lock);
        count_arena(&m, a);
        lock_drop(&a->lock);
        fprintf(stderr, "Arena %u:\n", number++);
        print_bytes(m.arena, m.uordblks);
        system += m.arena;
        used += m.uordblks;
    }
    fprintf(stderr, "Total (incl. mmap):\n");
    print_bytes(system, used);
    fprintf(stderr, "max mmap regions = %10u\n",
            (unsigned)mapped.max_count);
    fprintf(stderr, "max mmap bytes   = %10lu\n", mapped.max_bytes);
}

void hp_malloc_stats(void)
{
    int before;
    ensure_started();
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    flockfile(stderr);
    print_arenas();
    funlockfile(stderr);
    pthread_setcancelstate(before, NULL);
}

/* What malloc_info says of an arena, or of all. */
struct account {
    struct sizes fast[FASTBINS], bins[BINS];
    struct sizes all_fast, rest;
    size_t system, max_system, space, committed, segments;
};

static void add_sizes(struct sizes *sum, const struct sizes *s)
{
    sum->count += s->count;
    sum->total += s->total;
}

static void count_space(struct account *t, struct arena *a)
{
    t->system = t->space = t->committed = a->system_mem;
    t->max_system = a->max_system_mem;
    if (a == &main_arena)
        return;
    t->space = t->committed = 0;
    for (struct segment *s = segment_of(a->top); s != NULL; s = s->prev) {
        t->space += s->size;
        t->committed += s->committed;
        t->segments++;
    }
}

static struct account account_of(struct arena *a)
{
    struct account t = { 0 };
    lock_take(&a->lock);
    for (size_t i = 0; i < FASTBINS; i++) {
        t.fast[i] = fast_sizes(a, i, "__malloc_info(): "
                               "unaligned fastbin chunk detected");
        add_sizes(&t.all_fast, &t.fast[i]);
    }
    t.rest = (struct sizes){ .count = 1, .total = chunk_size(a->top) };
    for (size_t i = UNSORTED; i < BINS; i++) {
        t.bins[i] = bin_sizes(a, i);
        add_sizes(&t.rest, &t.bins[i]);
    }
    count_space(&t, a);
    lock_drop(&a->lock);
    return t;
}

static void print_sizes(FILE *f, const char *what, size_t from,
                        const struct sizes *s)
{
    if (s->count != 0)
        fprintf(f, "  <%s from=\"%zu\" to=\"%zu\" total=\"%zu\" "
                "count=\"%zu\"/>\n", what, from, s->to, s->total, s->count);
}

static void print_total(FILE *f, const char *type, size_t count,
                        size_t size)
{
    fprintf(f, "<total type=\"%s\" count=\"%zu\" size=\"%zu\"/>\n", type,
            count, size);
}

static void print_space(FILE *f, const struct account *t)
{
    fprintf(f, "<system type=\"current\" size=\"%zu\"/>\n", t->system);
    fprintf(f, "<system type=\"max\" size=\"%zu\"/>\n", t->max_system);
    fprintf(f, "<aspace type=\"total\" size=\"%zu\"/>\n", t->space);
    fprintf(f, "<aspace type=\"mprotect\" size=\"%zu\"/>\n", t->committed);
}

static void print_account(FILE *f, const struct account *t)
{
    for (size_t i = 0; i < FASTBINS; i++)
        print_sizes(f, "size", t->fast[i].from - (ALIGNMENT - 1),
                    &t->fast[i]);
    for (size_t i = UNSORTED + 1; i < BINS; i++)
        print_sizes(f, "size", t->bins[i].from, &t->bins[i]);
    print_sizes(f, "unsorted", t->bins[UNSORTED].from, &t->bins[UNSORTED]);
    fputs("</sizes>\n", f);
    print_total(f, "fast", t->all_fast.count, t->all_fast.total);
    print_total(f, "rest", t->rest.count, t->rest.total);
    print_space(f, t);
    if (t->segments != 0)
        fprintf(f, "<aspace type=\"subheaps\" size=\"%zu\"/>\n",
                t->segments);
}

static void add_account(struct account *sum, const struct account *t)
{
    add_sizes(&sum->all_fast, &t->all_fast);
    add_sizes(&sum->rest, &t->rest);
    sum->system += t->system;
    sum->max_system += t->max_system;
    sum->space += t->space;
    sum->committed += t->committed;
}

int hp_malloc_info(int options, FILE *f)
{
    struct account all = { 0 };
    unsigned number = 0;
    if (options != 0)
        return EINVAL;
    ensure_started();
    fputs("<malloc version=\"1\">\n", f);
    for (struct arena *a = &main_arena; a != NULL; a = next_arena(a)) {
        fprintf(f, "<heap nr=\"%u\">\n<sizes>\n", number++);
        struct account t = account_of(a);
        print_account(f, &t);
        fputs("</heap>\n", f);
        add_account(&all, &t);
    }
    print_total(f, "fast", all.all_fast.count, all.all_fast.total);
    print_total(f, "rest", all.rest.count, all.rest.total);
    print_total(f, "mmap", (size_t)mapped.count, mapped.bytes);
    print_space(f, &all);
    fputs("</malloc>\n", f);
    return 0;
}
