/* heap.c: tangled from book/02-contract.nw, book/05-free-list.nw and book/08-threads.nw; edit those, not this. */
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

static bool print_link(void *context, const char *list, const void *at)
{
    bool *open = context;
    if (!*open)
        printf("{\"list\":\"%s\",\"at\":[", list);
    if (at == NULL)
        puts("]}");
    else
        printf("%s%zu", *open ? "," : "", os_offset(at));
    *open = at != NULL;
    return true;
}

static void print_lists(void)
{
    bool open = false;
    walk_lists(print_link, &open);
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
    puts("}");
    return true;
}

struct extent {
    size_t start, top, end;
};

static bool stretch(void *context, const struct walk_item *item)
{
    struct extent *e = context;
    size_t at = os_offset(item->at);
    if (e->end == 0)
        e->start = at;
    e->end = at + item->size;
    e->top = item->kind == WALK_TOP ? at : e->end;
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
    struct extent e = { 0, 0, 0 };
    walk_heap(stretch, &e);
    if (e.end < os_break())
        e.end = os_break();
    printf("{\"heap\":{\"start\":%zu,\"top\":%zu,\"end\":%zu}}\n",
           e.start, e.top, e.end);
    print_lists();
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
