/* walk.c: tangled from book/04-bump.nw, book/05-free-list.nw and book/06-coal.nw; edit those, not this. */
/* walk.c - looks at the bump heap, chunk by chunk, and never changes it.
   For tests, pictures and debuggers; malloc.c never calls it. No lock. */
#include "arena.h"
#include "walk.h"

/* Can c be a chunk of the heap, given where top is? */
static bool is_sound(const struct chunk *c, const struct chunk *top)
{
    ptrdiff_t room = (const char *)top - (const char *)c;
    size_t size = chunk_size(c);
    return size % ALIGNMENT == 0 && size >= MIN_CHUNK
        && room >= 0 && size <= (size_t)room;
}

/* What c is, by its own flags and those of the chunk after. */
static enum walk_kind kind_of(struct chunk *c)
{
    if (is_non_main(c))
        return WALK_HOLE;
    return chunk_in_use(c) ? WALK_IN_USE : WALK_FREE;
}

static struct walk_item describe(struct chunk *c, bool sound)
{
    return (struct walk_item){ .kind = sound ? kind_of(c) : WALK_BAD,
        .at = c, .mem = chunk_to_mem(c), .size = chunk_size(c),
        .head = c->head };
}

static struct walk_item describe_top(const struct arena *a)
{
    ptrdiff_t room = room_at_top(a);
    return (struct walk_item){ .kind = WALK_TOP, .at = a->top,
        .size = room < 0 ? 0 : (size_t)room, .head = a->top->head };
}

bool walk_heap(walk_visitor *visit, void *context)
{
    struct arena *a = &main_arena;
    if (a->start == NULL)
        return true;
    for (struct chunk *c = a->start; c != a->top; c = next_chunk(c)) {
        struct walk_item item = describe(c, is_sound(c, a->top));
        if (!visit(context, &item))
            return false;
        if (item.kind == WALK_BAD)
            return true;
    }
    struct walk_item top = describe_top(a);
    return visit(context, &top);
}

/* What a walk has found so far. */
struct tally {
    const char *broken;     /* the first broken invariant, or NULL */
    size_t count, sum;      /* of the free chunks, by their flags */
};

/* A number that depends on every bit of an address. */
static size_t mixed(const void *at)
{
    size_t x = (uintptr_t)at * 0x9e3779b97f4a7c15;
    return (x ^ x >> 29) * 0xbf58476d1ce4e5b9;
}

/* The first invariant that item breaks, or NULL. */
static const char *broken_by(const struct walk_item *item)
{
    bool is_first = item->at == main_arena.start;
    if (item->kind == WALK_BAD)
        return "I1: the chunks tile the heap from start to top";
    if ((item->head & MMAPPED) != 0
        || (is_first && (item->head & PREV_IN_USE) == 0))
        return "I2: no head has M set, and the first has P set";
    if (item->kind == WALK_TOP && item->size < HEADER)
        return "I3: there is room for a header at top";
    return NULL;
}

static bool add_up(void *context, const struct walk_item *item)
{
    struct tally *t = context;
    t->broken = broken_by(item);
    if (item->kind == WALK_FREE) {
        t->count++;
        t->sum += mixed(item->at);
    }
    return t->broken == NULL;
}

/* Is there a free chunk at c, as far as one can see from there? */
static bool is_free_chunk(const struct arena *a, struct chunk *c)
{
    return c >= a->start && c < a->top && (uintptr_t)c % ALIGNMENT == 0
        && is_sound(c, a->top) && !chunk_in_use(c);
}

static const char *broken_in_list(const struct arena *a, struct tally *t)
{
    struct chunk *c = a->free.first;
    for (; c != NULL; c = c->fd) {
        if (!is_free_chunk(a, c))
            return "I4: what is on the list is free";
        if (t->count == 0)
            break;
        t->count--;
        t->sum -= mixed(c);
    }
    return c == NULL && t->sum == 0 ? NULL
        : "I5: what is free is on the list, once";
}

/* The list leads where it should; does it do so in order? */
static const char *broken_in_order(const struct free_list *list)
{
    for (struct chunk *c = list->first; c != NULL; c = c->fd) {
        if (c->fd != NULL && c->fd < c)
            return "I6: the list climbs";
        if (!list->dirty && next_chunk(c) == c->fd)
            return "I7: on a clean list, no two chunks touch";
    }
    return NULL;
}

const char *check_heap(void)
{
    struct tally t = { NULL, 0, 0 };
    walk_heap(add_up, &t);
    if (t.broken == NULL)
        t.broken = broken_in_list(&main_arena, &t);
    if (t.broken == NULL)
        t.broken = broken_in_order(&main_arena.free);
    return t.broken;
}

bool walk_lists(list_visitor *visit, void *context)
{
    const struct arena *a = &main_arena;
    size_t most = (size_t)((char *)a->top - (char *)a->start) / MIN_CHUNK;
    struct chunk *c = a->free.first;
    for (; c != NULL && most > 0 && is_free_chunk(a, c); c = c->fd, most--)
        if (!visit(context, "free list", c))
            return false;
    return visit(context, "free list", NULL);
}
