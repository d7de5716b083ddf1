/* walk.c: tangled from book/04-bump.nw; edit that, not this. */
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


static struct walk_item describe(struct chunk *c, bool sound)
{
    enum walk_kind kind = is_non_main(c) ? WALK_HOLE : WALK_IN_USE;
    return (struct walk_item){ .kind = sound ? kind : WALK_BAD, .at = c,
        .mem = chunk_to_mem(c), .size = chunk_size(c), .head = c->head };
}

static struct walk_item describe_top(const struct arena *a)
{
    ptrdiff_t room = room_at_top(a);
    return (struct walk_item){ .kind = WALK_TOP, .at = a->top,
        .size = room < 0 ? 0 : (size_t)room };
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

/* The first invariant that item breaks, or NULL. */
static const char *broken_by(const struct walk_item *item)
{
    bool is_top = item->kind == WALK_TOP;
    if (item->kind == WALK_BAD)
        return "I1: the chunks tile the heap from start to top";
    if (!is_top && (item->head & (PREV_IN_USE | MMAPPED)) != PREV_IN_USE)
        return "I2: every head has P set and M clear";
    if (is_top && item->size < HEADER)
        return "I3: there is room for a header at top";
    return NULL;
}

static bool find_damage(void *context, const struct walk_item *item)
{
    const char **broken = context;
    *broken = broken_by(item);
    return *broken == NULL;
}

const char *check_heap(void)
{
    const char *broken = NULL;
    walk_heap(find_damage, &broken);
    return broken;
}
