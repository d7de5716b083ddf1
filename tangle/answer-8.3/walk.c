/* walk.c: tangled from book/07-tags.nw; edit that, not this. */
/* walk.c - looks at the heap, chunk by chunk and bin by bin, and never
   changes it. For tests, pictures and debuggers. No lock: call it when
   nobody else is in the heap. */
#include "arena.h"
#include "walk.h"

/* Can c be a chunk of the heap, given where its end is? */
static bool is_sound(const struct chunk *c, const struct chunk *end)
{
    ptrdiff_t room = (const char *)end - (const char *)c;
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

static struct walk_item describe(struct chunk *c, const struct chunk *end)
{
    enum walk_kind kind = c == end ? WALK_TOP
        : is_sound(c, end) ? kind_of(c) : WALK_BAD;
    return (struct walk_item){ .kind = kind, .at = c,
        .mem = kind == WALK_TOP ? NULL : chunk_to_mem(c),
        .size = chunk_size(c), .head = c->head };
}

bool walk_heap(walk_visitor *visit, void *context)
{
    struct chunk *c = first_chunk, *top = main_arena.top;
    if (c == NULL)
        return true;
    for (;; c = next_chunk(c)) {
        struct walk_item item = describe(c, top);
        if (!visit(context, &item))
            return false;
        if (item.kind == WALK_BAD || item.kind == WALK_TOP)
            return true;
    }
}

/* What a walk has found so far. */
struct tally {
    const char *broken;     /* the first broken invariant, or NULL */
    const struct walk_item *before;     /* the piece before this one */
    size_t count, sum;      /* of the free chunks */
};

/* A number that depends on every bit of an address. */
static size_t mixed(const void *at)
{
    size_t x = (uintptr_t)at * 0x9e3779b97f4a7c15;
    return (x ^ x >> 29) * 0xbf58476d1ce4e5b9;
}

static bool is_free(const struct walk_item *item)
{
    return item->kind == WALK_FREE;
}

/* The first invariant that item breaks, or NULL. */
static const char *broken_by(const struct tally *t,
                             const struct walk_item *item)
{
    struct chunk *c = (struct chunk *)(uintptr_t)item->at;
    if (item->kind == WALK_BAD)
        return "I1: the chunks tile the heap from start to top";
    if (is_mmapped(c) || (c == first_chunk && !prev_in_use(c)))
        return "I2: no head has M set, and the first has P set";
    if (item->kind == WALK_TOP && (item->size < MIN_CHUNK
                                   || !prev_in_use(c)))
        return "I3: top is a chunk, and the one before it is in use";
    if (is_free(item) && next_chunk(c)->prev_size != item->size)
        return "I4: a free chunk has its size at its end";
    if (is_free(item) && t->before != NULL && is_free(t->before))
        return "I5: no two free chunks touch";
    return NULL;
}

static bool add_up(void *context, const struct walk_item *item)
{
    static struct walk_item before;
    struct tally *t = context;
    t->broken = broken_by(t, item);
    if (is_free(item)) {
        t->count++;
        t->sum += mixed(item->at);
    }
    before = *item;
    t->before = &before;
    return t->broken == NULL;
}

/* Is there a free chunk at c, as far as one can see from there? */
static bool is_free_chunk(const struct arena *a, struct chunk *c)
{
    return c >= first_chunk && c < a->top
        && (uintptr_t)c % ALIGNMENT == 0
        && is_sound(c, a->top) && !chunk_in_use(c);
}

static const char *broken_in_bin(struct arena *a, struct tally *t)
{
    struct chunk *bin = unsorted_bin(a), *c = bin->fd, *last = bin;
    for (; c != bin; last = c, c = c->fd) {
        if (!is_free_chunk(a, c))
            return "I6: what is on the bin is free";
        if (c->bk != last)
            return "I7: the bin is a ring, both ways round";
        if (t->count == 0)
            break;
        t->count--;
        t->sum -= mixed(c);
    }
    if (c == bin && bin->bk != last)
        return "I7: the bin is a ring, both ways round";
    return c == bin && t->sum == 0 ? NULL
        : "I8: what is free is on the bin, once";
}

const char *check_heap(void)
{
    struct tally t = { .broken = NULL };
    walk_heap(add_up, &t);
    if (t.broken == NULL)
        t.broken = broken_in_bin(&main_arena, &t);
    return t.broken;
}

bool walk_lists(list_visitor *visit, void *context)
{
    struct arena *a = &main_arena;
    struct chunk *bin = unsorted_bin(a), *c = bin->fd;
    size_t most = a->system_mem / MIN_CHUNK;
    for (; c != bin && most > 0 && is_free_chunk(a, c); c = c->fd, most--)
        if (!visit(context, "unsorted", c))
            return false;
    return visit(context, "unsorted", NULL);
}
