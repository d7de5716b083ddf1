/* walk.c: tangled from book/07-tags.nw, book/09-arenas.nw, book/10-tcache.nw, book/11-fastbin.nw, book/12-smallbins.nw, book/13-largebins.nw, book/14-unsortedbin.nw and book/15-system.nw; edit those, not this. */
/* walk.c - looks at the heap, arena by arena, chunk by chunk and bin by
   bin, and at this thread's cache, and never changes it. For tests,
   pictures and debuggers. No lock: call it when nobody else is in the
   heap. */
#include <stdio.h>

#include "arena.h"
#include "tcache.h"
#include "walk.h"

/* Can c be a chunk of the heap, given where its end is? */
static bool is_sound(const struct chunk *c, const struct chunk *end)
{
    ptrdiff_t room = (const char *)end - (const char *)c;
    size_t size = chunk_size(c);
    return size % ALIGNMENT == 0 && size >= MIN_CHUNK
        && room >= 0 && size <= (size_t)room;
}

/* An arena, and the walk through it. */
struct walk {
    walk_visitor *visit;
    void *context;
    struct arena *arena;
    unsigned number;        /* of the arena */
    bool damaged;           /* there is no going on behind this */
};

static enum walk_kind kind_of(struct chunk *c)
{
    return chunk_in_use(c) ? WALK_IN_USE : WALK_FREE;
}

/* Returns: whether to go on. */
static bool show_chunk(struct walk *w, struct chunk *c,
                       const struct chunk *end)
{
    struct walk_item item = { .at = c, .size = chunk_size(c),
        .head = head_of(c), .arena = w->number };
    if (c == w->arena->top)
        item.kind = WALK_TOP;
    else
        item.kind = is_sound(c, end) ? kind_of(c) : WALK_BAD;
    if (item.kind != WALK_TOP)
        item.mem = chunk_to_mem(c);
    w->damaged = item.kind == WALK_BAD;
    return w->visit(w->context, &item) && !w->damaged;
}

static bool show_rest(struct walk *w, enum walk_kind kind, const void *at,
                      const void *end)
{
    struct walk_item item = { .kind = kind, .at = at, .arena = w->number,
        .size = (size_t)((const char *)end - (const char *)at) };
    return w->visit(w->context, &item);
}

/* Does a segment that has no top end at c, in a fence? */
static bool is_fence(struct chunk *c, char *end)
{
    struct chunk *last = (struct chunk *)(void *)(end - HEADER);
    return chunk_size(c) <= MIN_CHUNK && next_chunk(c) == last
        && head_of(last) == PREV_IN_USE;
}

/* From c to top, or to the fence at the end. Returns: whether to go on. */
static bool walk_chunks(struct walk *w, struct chunk *c, char *end)
{
    const struct chunk *top = w->arena->top;
    bool has_top = top >= c && (const char *)top < end;
    const char *last = has_top ? (const char *)top : end - HEADER;
    for (;; c = next_chunk(c)) {
        if (!has_top && is_fence(c, end))
            return show_rest(w, WALK_HOLE, c, end);
        if (!show_chunk(w, c, (const struct chunk *)(const void *)last))
            return false;
        if (c == top)
            return true;
    }
}

/* The oldest first. Returns: whether to go on. */
static bool walk_segment(struct walk *w, struct segment *s)
{
    if (s->prev != NULL && !walk_segment(w, s->prev))
        return false;
    char *first = (char *)(s + 1);
    if (s->prev == NULL)
        first = (char *)round_up((size_t)first + sizeof(struct arena),
                                 ALIGNMENT);
    return show_rest(w, WALK_HEADER, s, first)
        && walk_chunks(w, (struct chunk *)(void *)first, segment_end(s));
}

/* Does a region of the main arena end at c, in two fences? */
static bool is_region_end(struct chunk *c)
{
    return chunk_size(c) == HEADER
        && head_of(chunk_at(c, HEADER)) == (HEADER | PREV_IN_USE);
}

/* Where the next region begins. Requires: one ends at c. */
static struct chunk *region_after(struct chunk *c)
{
    struct chunk *last = chunk_at(c, HEADER);
    return chunk_at(last, last->prev_size);
}

/* Can that be where it begins? */
static bool leads_on(const struct arena *a, struct chunk *c)
{
    const struct chunk *next = region_after(c), *last = chunk_at(c, HEADER);
    return (uintptr_t)next % ALIGNMENT == 0
        && (a->scattered ? next != last : next > last && next <= a->top);
}

/* The hole between two regions, or the fences alone if the next one lies
   before this one. Returns: whether to go on. */
static bool show_hole(struct walk *w, struct chunk *c)
{
    struct chunk *next = region_after(c), *end = chunk_at(c, MIN_CHUNK);
    w->damaged = !leads_on(w->arena, c);
    return show_rest(w, WALK_HOLE, c,
                     next > c && !w->damaged ? next : end)
        && !w->damaged;
}

/* Region by region, in the order of their age. Returns: whether to go
   on. */
static bool walk_regions(struct walk *w, struct chunk *c)
{
    const struct chunk *top = w->arena->top;
    for (;;) {
        if (is_region_end(c)) {
            if (!show_hole(w, c))
                return false;
            c = region_after(c);
        }
        if (!show_chunk(w, c, c <= top ? top
                        : chunk_at(c, w->arena->system_mem)))
            return false;
        if (c == top)
            return true;
        c = next_chunk(c);
    }
}

static bool walk_arena(struct walk *w)
{
    if (!has_begun(w->arena))
        return true;
    return w->arena == &main_arena ? walk_regions(w, first_chunk)
        : walk_segment(w, segment_of(w->arena->top));
}

bool walk_heap(walk_visitor *visit, void *context)
{
    struct walk w = { .visit = visit, .context = context,
                      .arena = &main_arena };
    do {
        if (!walk_arena(&w))
            return w.damaged;
        w.arena = w.arena->next;
        w.number++;
    } while (w.arena != &main_arena);
    return true;
}

/* What a walk has found so far. */
struct tally {
    const char *broken;     /* the first broken invariant, or NULL */
    struct walk_item before;
    struct arena *arena;    /* the one that is walked through */
    size_t count, sum;      /* of the free chunks in all arenas */
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

/* Is c the first chunk of a piece of memory? */
static bool is_first(const struct tally *t, const struct walk_item *item)
{
    return item->at == first_chunk || t->before.kind == WALK_HEADER;
}

/* Have the segments of an arena as many bytes as it says? */
static bool adds_up(const struct arena *a)
{
    size_t sum = 0;
    if (a == &main_arena)
        return true;
    for (struct segment *s = segment_of(a->top); s != NULL; s = s->prev)
        sum += s->size;
    return sum == a->system_mem;
}

/* The first invariant that item, a chunk, breaks, or NULL. */
static const char *broken_by(const struct tally *t,
                             const struct walk_item *item)
{
    struct chunk *c = (struct chunk *)(uintptr_t)item->at;
    if (item->kind == WALK_BAD)
        return "I1: chunks tile a region up to top, or to a fence";
    if (is_mmapped(c) || (is_first(t, item) && !prev_in_use(c)))
        return "I2: no head has M set, and the first has P set";
    if (item->kind == WALK_TOP && (item->size < MIN_CHUNK
                                   || !prev_in_use(c)))
        return "I3: top is a chunk, and the one before it is in use";
    if (is_free(item) && next_chunk(c)->prev_size != item->size)
        return "I4: a free chunk has its size at its end";
    if (is_free(item) && is_free(&t->before))
        return "I5: no two free chunks touch";
    if (item->kind == WALK_IN_USE && arena_of(c) != t->arena)
        return "I9: a chunk in use leads to its arena";
    if (item->kind == WALK_TOP && !adds_up(t->arena))
        return "I10: an arena holds what it says";
    return NULL;
}

/* The same for what is only in the main arena. */
static const char *broken_in_main(const struct walk_item *item)
{
    const char *end = (const char *)item->at + item->size;
    if (item->kind == WALK_HOLE
        && !leads_on(&main_arena, (struct chunk *)(uintptr_t)item->at))
        return "I20: behind its fences a region leads to the next";
    if (item->kind == WALK_TOP && !main_arena.scattered
        && first_break + main_arena.system_mem != end)
        return "I21: the main arena counts all bytes up to the end of top";
    return NULL;
}

static bool add_up(void *context, const struct walk_item *item)
{
    struct tally *t = context;
    if (item->arena != t->before.arena)
        t->arena = t->arena->next;
    if (item->kind != WALK_HEADER && item->kind != WALK_HOLE)
        t->broken = broken_by(t, item);
    if (t->broken == NULL && t->arena == &main_arena)
        t->broken = broken_in_main(item);
    if (is_free(item)) {
        t->count++;
        t->sum += mixed(item->at);
    }
    t->before = *item;
    return t->broken == NULL;
}

/* Is c a chunk of the main arena? Looks at all of them. */
static bool is_visited(const struct chunk *c)
{
    struct chunk *at = first_chunk;
    while (at != main_arena.top && at != c)
        at = chunk_size(at) == HEADER ? region_after(at) : next_chunk(at);
    return at == c && c != main_arena.top;
}

/* Is c where this arena has chunks? end: of the region around it. */
static bool is_inside(const struct arena *a, const struct chunk *c,
                      const char **end)
{
    *end = (const char *)a->top;
    if (a == &main_arena && !a->scattered)
        return c >= first_chunk && c < a->top;
    *end = (const char *)c + a->system_mem;
    if (a == &main_arena)
        return is_visited(c);
    *end = (const char *)a->top;
    struct segment *s = segment_of(a->top);
    while (s != NULL && s != segment_of(c))
        s = s->prev;
    if (s != NULL && s != segment_of(a->top))
        *end = segment_end(s) - HEADER;
    return s != NULL && (const char *)c < *end;
}

/* Is there a free chunk at c, as far as one can see from there? */
static bool is_free_chunk(const struct arena *a, struct chunk *c)
{
    const char *end;
    return (uintptr_t)c % ALIGNMENT == 0 && is_inside(a, c, &end)
        && is_sound(c, (const struct chunk *)(const void *)end)
        && !chunk_in_use(c);
}

/* Does c, which is free, belong into bin i? */
static bool belongs(struct chunk *c, size_t i)
{
    return i == UNSORTED || bin_index(chunk_size(c)) == i;
}

static bool is_marked(const struct bins *b, size_t i)
{
    return i == UNSORTED || next_marked(b, i) == i;
}

static const char *broken_in_ring(struct arena *a, size_t i,
                                  struct tally *t)
{
    struct chunk *bin = bin_at(&a->bins, i), *c = bin->fd, *last = bin;
    for (; c != bin; last = c, c = c->fd) {
        if (!is_free_chunk(a, c))
            return "I6: what is on a bin is free";
        if (c->bk != last)
            return "I7: a bin is a ring, both ways round";
        if (t->count == 0)
            return "I8: what is free is on a bin of its arena, once";
        if (!belongs(c, i))
            return "I15: what is on a bin has a size of that bin";
        if (!is_marked(&a->bins, i))
            return "I16: a bin that has something is marked";
        t->count--;
        t->sum -= mixed(c);
    }
    return bin->bk == last ? NULL : "I7: a bin is a ring, both ways round";
}

/* Is c, which follows last, the first of its size? */
static bool opens_a_size(const struct chunk *bin, const struct chunk *last,
                         const struct chunk *c)
{
    return last == bin || chunk_size(last) != chunk_size(c);
}

/* Are these two neighbours on the ring of sizes? */
static bool are_linked(const struct chunk *larger,
                       const struct chunk *smaller)
{
    return larger->fd_nextsize == smaller && smaller->bk_nextsize == larger;
}

static const char *broken_in_sizes(struct chunk *bin)
{
    static const char *not_first =
        "I18: the ring of sizes has the first of each, and no other";
    struct chunk *first = bin->fd, *last = bin, *size = first;
    for (struct chunk *c = first; c != bin; last = c, c = c->fd) {
        if (last != bin && chunk_size(last) < chunk_size(c))
            return "I17: a large bin is sorted, the largest first";
        bool opens = opens_a_size(bin, last, c);
        if (!opens && c->fd_nextsize != NULL)
            return not_first;
        if (opens && c != first && !are_linked(size, c))
            return not_first;
        size = opens ? c : size;
    }
    return are_linked(size, first) ? NULL : not_first;
}

static const char *broken_in_unsorted(struct arena *a)
{
    struct chunk *bin = unsorted_bin(a);
    for (struct chunk *c = bin->fd; c != bin; c = c->fd)
        if (!is_small(chunk_size(c)) && c->fd_nextsize != NULL)
            return "I19: what is unsorted is on no ring of sizes";
    return NULL;
}

static const char *broken_in_bin(struct arena *a, struct tally *t)
{
    const char *broken = NULL;
    for (size_t i = 1; i < BINS && broken == NULL; i++) {
        broken = broken_in_ring(a, i, t);
        if (broken == NULL && !is_small(i * ALIGNMENT)
            && !bin_is_empty(bin_at(&a->bins, i)))
            broken = broken_in_sizes(bin_at(&a->bins, i));
    }
    return broken != NULL ? broken : broken_in_unsorted(a);
}

/* Is a chunk in use at c, of the size that belongs to stack i? */
static bool is_fast_chunk(const struct arena *a, struct chunk *c, size_t i)
{
    const char *end;
    return (uintptr_t)c % ALIGNMENT == 0 && is_inside(a, c, &end)
        && is_sound(c, (const struct chunk *)(const void *)end)
        && chunk_in_use(c) && fastbin_index(chunk_size(c)) == i;
}

static const char *broken_in_fast(const struct arena *a)
{
    size_t most = a->system_mem / MIN_CHUNK;
    for (size_t i = 0; i < FASTBINS; i++) {
        struct chunk *c = a->fast.first[i];
        if (c != NULL && !have_fast(a))
            return "I14: an arena says if its fast bins have something";
        for (; c != NULL; c = fastbin_next(c))
            if (most-- == 0 || !is_fast_chunk(a, c, i))
                return "I13: what is on a fast bin is in use, of its size";
    }
    return NULL;
}

const char *check_heap(void)
{
    struct tally t = { .arena = &main_arena };
    walk_heap(add_up, &t);
    struct arena *a = &main_arena;
    do {
        if (t.broken == NULL)
            t.broken = broken_in_fast(a);
        if (t.broken == NULL)
            t.broken = broken_in_bin(a, &t);
        a = a->next;
    } while (a != &main_arena);
    if (t.broken == NULL && (t.count != 0 || t.sum != 0))
        return "I8: what is free is on the bin of its arena, once";
    return t.broken != NULL ? t.broken : check_cache(self.cache);
}

static void name_bin(char *name, size_t room, size_t i)
{
    if (i == UNSORTED)
        snprintf(name, room, "unsorted");
    else if (is_small(i * ALIGNMENT))
        snprintf(name, room, "small %zu", i * ALIGNMENT);
    else
        snprintf(name, room, "large %zu", i);
}

static bool walk_ring(struct arena *a, size_t i, list_visitor *visit,
                      void *context)
{
    char name[32];
    name_bin(name, sizeof name, i);
    struct chunk *bin = bin_at(&a->bins, i), *c = bin->fd;
    size_t most = a->system_mem / MIN_CHUNK;
    for (; c != bin && most > 0 && is_free_chunk(a, c); c = c->fd, most--)
        if (!visit(context, name, c))
            return false;
    return visit(context, name, NULL);
}

static bool walk_bin(struct arena *a, list_visitor *visit, void *context)
{
    for (size_t i = UNSORTED; i < BINS; i++)
        if ((i == UNSORTED || !bin_is_empty(bin_at(&a->bins, i)))
            && !walk_ring(a, i, visit, context))
            return false;
    return true;
}

static bool walk_fastbin(struct arena *a, size_t i, list_visitor *visit,
                         void *context)
{
    char name[32];
    snprintf(name, sizeof name, "fast %zu", MIN_CHUNK + i * ALIGNMENT);
    struct chunk *c = a->fast.first[i];
    for (size_t most = a->system_mem / MIN_CHUNK; c != NULL && most > 0;
         c = fastbin_next(c), most--)
        if (!visit(context, name, c))
            return false;
    return visit(context, name, NULL);
}

static bool walk_fastbins(struct arena *a, list_visitor *visit,
                          void *context)
{
    for (size_t i = 0; i < FASTBINS; i++)
        if (a->fast.first[i] != NULL && !walk_fastbin(a, i, visit, context))
            return false;
    return true;
}

bool walk_lists(list_visitor *visit, void *context)
{
    struct arena *a = &main_arena;
    do
        if (!walk_fastbins(a, visit, context)
            || !walk_bin(a, visit, context))
            return false;
    while ((a = a->next) != &main_arena);
    return true;
}

static bool walk_stack(struct tcache *t, size_t i, list_visitor *visit,
                       void *context)
{
    char name[32];
    snprintf(name, sizeof name, "tcache %zu", MIN_CHUNK + i * ALIGNMENT);
    struct cached *b = t->first[i];
    for (size_t n = t->count[i]; n > 0 && b != NULL; n--) {
        if (!visit(context, name, mem_to_chunk(b)))
            return false;
        b = get_link(&b->next);
    }
    return visit(context, name, NULL);
}

bool walk_cache(list_visitor *visit, void *context)
{
    struct tcache *t = self.cache;
    for (size_t i = 0; t != NULL && i < TCACHE_BINS; i++)
        if (t->count[i] > 0 && !walk_stack(t, i, visit, context))
            return false;
    return true;
}
