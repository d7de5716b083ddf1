/* model.c: tangled from book/14-unsortedbin.nw; edit that, not this. */
/* model.c - the rules once more, so plainly that one sees that they are
   right. Nothing here is shared with the heap. */
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

struct piece {
    size_t at, size;
    bool in_use;
};

struct list {
    size_t count;
    struct piece *piece;        /* room for MOST, from the first one on */
};

enum { MOST = 40000 };

static struct list heap;        /* all there is, by address; then top */
static struct list cache[66];   /* by size / 16, the newest first */
static struct list fast[9];     /* the same */
static struct list bin[127];    /* bin[1] is unsorted */
static bool have_fast;
static size_t last_remainder;

static void insert(struct list *l, size_t i, struct piece p)
{
    if (l->piece == NULL)
        l->piece = calloc(MOST, sizeof p);
    assert(l->piece != NULL && l->count < MOST && i <= l->count);
    memmove(&l->piece[i + 1], &l->piece[i],
            (l->count++ - i) * sizeof p);
    l->piece[i] = p;
}

static struct piece take_out(struct list *l, size_t i)
{
    assert(i < l->count);
    struct piece p = l->piece[i];
    memmove(&l->piece[i], &l->piece[i + 1],
            (--l->count - i) * sizeof p);
    return p;
}

static struct piece take_last(struct list *l)
{
    return take_out(l, l->count - 1);
}

static size_t place_of(const struct list *l, size_t at)
{
    size_t i = 0;
    while (i < l->count && l->piece[i].at != at)
        i++;
    return i;
}

static void cut(size_t i, size_t size)
{
    struct piece *p = &heap.piece[i], rest = *p;
    rest.at += size;
    rest.size -= size;
    p->size = size;
    insert(&heap, i + 1, rest);
}

static void join(size_t i)
{
    heap.piece[i].size += take_out(&heap, i + 1).size;
}

size_t model_bin(size_t size)
{
    if (size < 1024)
        return size / 16;
    size_t i = 64;
    for (size_t end = 1024 + 64; i < 126 && size >= end; i++) {
        size_t width = end < 0xc40 ? 64 : end < 0x2a00 ? 512
            : end < 0xa000 ? 4096 : end < 0x28000 ? 32768 : 262144;
        end = (end / width + 1) * width;
    }
    return i;
}

static void put_into_bin(struct piece p)
{
    struct list *l = &bin[model_bin(p.size)];
    size_t i = 0;
    while (i < l->count && l->piece[i].size > p.size)
        i++;
    if (i < l->count && p.size >= 1024 && l->piece[i].size == p.size)
        i++;
    insert(l, i, p);
}

static void take_off_its_bin(struct piece p)
{
    struct list *l = &bin[1];
    size_t i = place_of(l, p.at);
    if (i == l->count) {
        l = &bin[model_bin(p.size)];
        i = place_of(l, p.at);
    }
    take_out(l, i);
}

static size_t merge(size_t at)
{
    size_t i = place_of(&heap, at);
    if (i > 0 && !heap.piece[i - 1].in_use) {
        take_off_its_bin(heap.piece[--i]);
        join(i);
    }
    bool at_top = i + 2 == heap.count;
    if (!at_top && !heap.piece[i + 1].in_use)
        take_off_its_bin(heap.piece[i + 1]);
    if (at_top || !heap.piece[i + 1].in_use)
        join(i);
    heap.piece[i].in_use = at_top;
    if (!at_top) {
        insert(&bin[1], 0, heap.piece[i]);
    }
    return heap.piece[i].size;
}

static void consolidate(void)
{
    have_fast = false;
    for (size_t i = 2; i <= 8; i++)
        while (fast[i].count > 0)
            merge(take_out(&fast[i], 0).at);
}

static bool has_room(size_t size)
{
    return size <= 1040 && cache[size / 16].count < 7;
}

void model_free(size_t mem)
{
    struct piece p = heap.piece[place_of(&heap, mem - 16)];
    if (has_room(p.size)) {
        insert(&cache[p.size / 16], 0, p);
    } else if (p.size <= 128) {
        insert(&fast[p.size / 16], 0, p);
        have_fast = true;
    } else if (merge(p.at) >= 65536) {
        consolidate();
    }
}

static const size_t nowhere = SIZE_MAX;

static struct piece whole(struct piece p)
{
    heap.piece[place_of(&heap, p.at)].in_use = true;
    return p;
}

static size_t front_of(struct piece p, size_t size, bool remember)
{
    whole(p);
    if (p.size < size + 32)
        return p.at;
    size_t i = place_of(&heap, p.at);
    cut(i, size);
    heap.piece[i + 1].in_use = false;
    insert(&bin[1], 0, heap.piece[i + 1]);
    if (remember)
        last_remainder = p.at + size;
    return p.at;
}

static size_t from_cache(size_t size)
{
    if (size > 1040 || cache[size / 16].count == 0)
        return nowhere;
    return take_out(&cache[size / 16], 0).at;
}

static size_t from_fast(size_t size)
{
    if (size > 128 || fast[size / 16].count == 0)
        return nowhere;
    size_t at = take_out(&fast[size / 16], 0).at;
    while (has_room(size) && fast[size / 16].count > 0)
        insert(&cache[size / 16], 0, take_out(&fast[size / 16], 0));
    return at;
}

static size_t from_small(size_t size)
{
    struct list *l = &bin[model_bin(size)];
    if (size >= 1024 || l->count == 0)
        return nowhere;
    size_t at = whole(take_last(l)).at;
    while (has_room(size) && l->count > 0)
        insert(&cache[size / 16], 0, whole(take_last(l)));
    return at;
}

enum rule { CACHE, FAST, SMALL, BITE, UNSORTED, LARGE, LARGER, TOP };
size_t model_used[MODEL_RULES];
const char *const model_rules[MODEL_RULES] = {
    "cache", "fast", "small", "bite", "unsorted", "large", "larger", "top"
};

static size_t by(enum rule rule, size_t at)
{
    model_used[rule] += at != nowhere;
    return at;
}

static size_t as_next_bite(size_t size)
{
    if (size >= 1024 || bin[1].count != 1)
        return nowhere;
    struct piece p = bin[1].piece[0];
    if (p.at != last_remainder || p.size <= size + 32)
        return nowhere;
    return front_of(take_last(&bin[1]), size, true);
}

static size_t from_unsorted(size_t size)
{
    bool kept = false;
    for (int sorted = 0; bin[1].count > 0 && sorted < 10000;) {
        size_t at = by(BITE, as_next_bite(size));
        if (at != nowhere)
            return at;
        struct piece p = take_last(&bin[1]);
        if (p.size != size) {
            put_into_bin(p);
            sorted++;
        } else if (has_room(size)) {
            insert(&cache[size / 16], 0, whole(p));
            kept = true;
        } else {
            return by(UNSORTED, whole(p).at);
        }
    }
    return kept ? by(UNSORTED, from_cache(size)) : nowhere;
}

static size_t from_large(size_t size)
{
    struct list *l = &bin[model_bin(size)];
    if (size < 1024 || l->count == 0 || l->piece[0].size < size)
        return nowhere;
    size_t i = l->count - 1;
    while (l->piece[i].size < size)
        i--;
    size_t fit = l->piece[i].size, equals = 0;
    for (; i > 0 && l->piece[i - 1].size == fit; i--)
        equals++;
    return front_of(take_out(l, equals > 0 ? i + 1 : i), size, false);
}

static size_t from_larger(size_t size)
{
    for (size_t i = model_bin(size) + 1; i < 127; i++)
        if (bin[i].count > 0)
            return front_of(take_last(&bin[i]), size, size < 1024);
    return nowhere;
}

static size_t from_top(size_t size)
{
    if (heap.piece[heap.count - 1].size < size + 32)
        return nowhere;
    cut(heap.count - 1, size);
    return heap.piece[heap.count - 2].at;
}

static void grow(size_t size)
{
    struct piece *top = &heap.piece[heap.count - 1];
    size_t need = size + 131072 + 32 - top->size;
    top->size += (need + 4095) / 4096 * 4096;
}

static size_t from_bins_or_top(size_t size)
{
    size_t at = from_unsorted(size);
    if (at == nowhere)
        at = by(LARGE, from_large(size));
    if (at == nowhere)
        at = by(LARGER, from_larger(size));
    return at != nowhere ? at : by(TOP, from_top(size));
}

static size_t with_fast_ones_merged(size_t size)
{
    if (size >= 1024 && have_fast)
        consolidate();
    size_t at = from_bins_or_top(size);
    if (at != nowhere || !have_fast)
        return at;
    consolidate();
    return from_bins_or_top(size);
}

static size_t from_arena(size_t size)
{
    size_t at = by(FAST, from_fast(size));
    if (at == nowhere)
        at = by(SMALL, from_small(size));
    if (at == nowhere)
        at = with_fast_ones_merged(size);
    if (at == nowhere) {
        grow(size);
        at = by(TOP, from_top(size));
    }
    return at;
}

static void begin(void)
{
    if (heap.count == 0) {
        insert(&heap, 0, (struct piece){ .in_use = true });
        from_arena(640 + 16);
    }
}

static size_t size_for(size_t request)
{
    return request <= 24 ? 32 : (request + 8 + 15) / 16 * 16;
}

size_t model_malloc(size_t request)
{
    begin();
    size_t size = size_for(request);
    size_t at = by(CACHE, from_cache(size));
    return (at != nowhere ? at : from_arena(size)) + 16;
}
