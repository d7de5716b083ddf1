/* heap.c: tangled from book/02-contract.nw, book/05-free-list.nw, book/08-threads.nw, book/09-arenas.nw and book/10-tcache.nw; edit those, not this. */
/* heap.c - runs a scenario and prints the heap after each statement, as
   text or, with --json, as one JSON object a line. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hpoc.h"
#include "os.h"
#include "os_test.h"
#include "scenario.h"
#include "walk.h"
#include "turns.h"
#include <stdint.h>
#include "tcache.h"
#include "thread.h"

enum { NAMES = 1024, BLOCKS = 4096 };

static struct name {
    char text[24];
    char **variable;
    bool stale;            /* its block has been freed since */
} names[NAMES];
static unsigned name_count;

static struct block {
    const void *mem;
    size_t asked;
} blocks[BLOCKS];          /* the live ones, in no order */
static unsigned block_count;

static char **target;      /* the variable now being assigned, or NULL */
static bool json;
static unsigned steps;

static unsigned newest;     /* the number of arenas besides main */

static bool count_arena(void *context, const struct walk_item *item)
{
    (void)context;
    if (item->arena > newest)
        newest = item->arena;
    return true;
}

static unsigned by_age(unsigned arena)
{
    return arena == 0 ? 0 : newest + 1 - arena;
}

void name_variable(const char *name, char **variable)
{
    if (name_count == NAMES)
        os_die("heap: too many variables");
    struct name *n = &names[name_count++];
    n->variable = variable;
    snprintf(n->text, sizeof n->text, "%s", name);
}

void name_element(const char *name, unsigned index, char **variable)
{
    char text[24];
    snprintf(text, sizeof text, "%s[%u]", name, index);
    name_variable(text, variable);
}

void assigned(char **variable)
{
    target = variable;
    for (unsigned i = 0; i < name_count; i++)
        if (names[i].variable == variable)
            names[i].stale = false;
}

static void *note(void *mem, size_t asked)
{
    target = NULL;
    if (mem == NULL)
        return NULL;
    if (block_count == BLOCKS)
        os_die("heap: too many live blocks");
    blocks[block_count++] = (struct block){ mem, asked };
    return mem;
}

static struct block *find(const void *mem)
{
    for (unsigned i = 0; i < block_count; i++)
        if (blocks[i].mem == mem)
            return &blocks[i];
    return NULL;
}

static void forget(const void *mem)
{
    struct block *b = find(mem);
    if (b != NULL)
        *b = blocks[--block_count];
    for (unsigned i = 0; i < name_count; i++)
        if (mem != NULL && *names[i].variable == mem
            && names[i].variable != target)
            names[i].stale = true;
}

void *asked_malloc(size_t size)
{
    return note(hp_malloc(size), size);
}

void *asked_calloc(size_t count, size_t size)
{
    return note(hp_calloc(count, size), count * size);
}

void *asked_memalign(size_t alignment, size_t size)
{
    return note(hp_memalign(alignment, size), size);
}

void *asked_realloc(void *mem, size_t size)
{
    void *new_mem = hp_realloc(mem, size);
    if (new_mem == NULL && size != 0)
        return NULL;
    if (new_mem != mem)
        forget(mem);
    else if (mem != NULL)
        *find(mem) = blocks[--block_count];
    return note(new_mem, size);
}

void asked_free(void *mem)
{
    forget(mem);
    hp_free(mem);
}

static void print_quoted(const char *text)
{
    putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    putchar('"');
}

static const char *kind_name(enum walk_kind kind)
{
    static const char *const kinds[] = {
        [WALK_IN_USE] = "in use", [WALK_FREE] = "free",
        [WALK_TOP] = "top", [WALK_HOLE] = "hole", [WALK_BAD] = "bad",
        [WALK_HEADER] = "header",
    };
    return kinds[kind];
}

/* Prints the names of mem, those that are stale or those that are not. */
static void print_names(const void *mem, bool stale, const char *before,
                        const char *between, const char *after)
{
    bool any = false;
    for (unsigned i = 0; i < name_count; i++) {
        if (mem == NULL || *names[i].variable != mem
            || names[i].stale != stale)
            continue;
        fputs(any ? between : before, stdout);
        fputs(names[i].text, stdout);
        any = true;
    }
    if (any)
        fputs(after, stdout);
}

/* Whose lists are printed. */
struct owner {
    unsigned thread;        /* 0: they are an arena's */
    unsigned arena;
    char first[32];         /* the first list of every arena */
    bool open;
};

static void open_list(struct owner *o, const char *list)
{
    if (o->first[0] == '\0')
        snprintf(o->first, sizeof o->first, "%s", list);
    else if (strcmp(o->first, list) == 0)
        o->arena++;
    printf("{\"list\":\"%s\"", list);
    if (o->thread != 0)
        printf(",\"thread\":%u", o->thread);
    else if (o->arena != 0)
        printf(",\"arena\":%u", by_age(o->arena));
    printf(",\"at\":[");
}

static bool print_link(void *context, const char *list, const void *at)
{
    struct owner *o = context;
    if (!o->open)
        open_list(o, list);
    if (at == NULL)
        puts("]}");
    else
        printf("%s%zu", o->open ? "," : "", os_offset(at));
    o->open = at != NULL;
    return true;
}

static void print_lists(void)
{
    struct owner o = { .thread = 0 };
    walk_lists(print_link, &o);
}

static void print_cache(void)
{
    struct owner o = { .thread = whose_turn() };
    walk_cache(print_link, &o);
}

static char *caches[THREADS + 1];

static void find_cache(void)
{
    caches[whose_turn()] = (char *)self.cache;
}

static void find_caches(void)
{
    for (unsigned i = 1; i <= THREADS && steps == 1; i++) {
        char name[24];
        snprintf(name, sizeof name, "cache %u", i);
        name_variable(name, &caches[i]);
    }
    memset(caches, 0, sizeof caches);
    each_thread(find_cache);
}

static bool print_item_json(void *context, const struct walk_item *item)
{
    (void)context;
    printf("{\"kind\":\"%s\",\"at\":%zu,\"size\":%zu",
           kind_name(item->kind), os_offset(item->at), item->size);
    if (item->head != 0)
        printf(",\"head\":%zu", item->head);
    const struct block *b = find(item->mem);
    if (b != NULL)
        printf(",\"asked\":%zu", b->asked);
    print_names(item->mem, false, ",\"names\":[\"", "\",\"", "\"]");
    print_names(item->mem, true, ",\"was\":[\"", "\",\"", "\"]");
    if (item->arena != 0)
        printf(",\"arena\":%u", by_age(item->arena));
    puts("}");
    return true;
}

/* A stretch of memory; top is SIZE_MAX while it isn't there. */
struct extent {
    size_t start, top, end;
    unsigned arena;
};

static void print_extent(const struct extent *e)
{
    bool grows = e->arena == 0 && e->end < os_break();
    printf("{\"heap\":{\"start\":%zu,", e->start);
    if (e->top != SIZE_MAX)
        printf("\"top\":%zu,", e->top);
    if (e->arena != 0)
        printf("\"arena\":%u,", by_age(e->arena));
    printf("\"end\":%zu}}\n", grows ? os_break() : e->end);
}

static bool stretch(void *context, const struct walk_item *item)
{
    struct extent *e = context;
    size_t at = os_offset(item->at);
    if (item->kind == WALK_HEADER && e->end != 0)
        print_extent(e);
    if (item->kind == WALK_HEADER || e->end == 0)
        *e = (struct extent){ at, SIZE_MAX, 0, item->arena };
    e->end = at + item->size;
    if (item->kind == WALK_TOP)
        e->top = at;
    return true;
}

static void print_member(const char *key, const char *text)
{
    if (*text == '\0')
        return;
    printf(",\"%s\":", key);
    print_quoted(text);
}

static void print_step_json(const struct statement *s)
{
    printf("{\"step\":%u,\"line\":%u,\"code\":", steps, s->line);
    print_quoted(s->code);
    print_member("note", s->note);
    print_member("figure", s->figure);
    print_member("question", s->question);
    if (whose_turn() != 1)
        printf(",\"thread\":%u", whose_turn());
    puts("}");
    walk_heap(print_item_json, NULL);
    struct extent e = { 0, SIZE_MAX, 0, 0 };
    walk_heap(stretch, &e);
    print_extent(&e);
    print_lists();
    each_thread(print_cache);
    puts("{\"end\":true}");
}

static bool print_item(void *context, const struct walk_item *item)
{
    (void)context;
    const struct block *b = find(item->mem);
    printf("  %#9zx  %7zu  %-6s", os_offset(item->at), item->size,
           kind_name(item->kind));
    print_names(item->mem, false, "  ", ", ", "");
    print_names(item->mem, true, "  (was ", ", ", ")");
    if (b != NULL)
        printf("  asked %zu", b->asked);
    putchar('\n');
    return true;
}

static void print_step(const struct statement *s)
{
    printf("%s%s%s\n", s->code, *s->note != '\0' ? "  // " : "", s->note);
    walk_heap(print_item, NULL);
}

void show(const struct statement *s)
{
    steps++;
    newest = 0;
    walk_heap(count_arena, NULL);
    find_caches();
    (json ? print_step_json : print_step)(s);
}

int main(int argc, char **argv)
{
    json = argc > 1 && strcmp(argv[1], "--json") == 0;
    scenario();
    const char *broken = check_heap();
    if (broken != NULL) {
        fprintf(stderr, "heap: %s\n", broken);
        return 1;
    }
    return 0;
}
