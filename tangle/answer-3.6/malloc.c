/* malloc.c: tangled from book/answers/03-chunks.nw; edit that, not this. */
/* malloc.c - one mapping per request, and a table beside them that
   knows how large each is. Owns both. */
#include <stdbool.h>
#include <stdint.h>

#include "aligned.h"
#include "hpoc.h"
#include "os.h"
#include "report.h"
#include "walk.h"

struct entry {
    char *mem;                      /* NULL: the slot is empty */
    char *start;                    /* what os_map returned */
    size_t size;                    /* and how many bytes */
};

static struct entry *entries;
static size_t slots, taken;         /* slots: a power of two, or none */

static size_t home_of(const char *mem)
{
    uintptr_t page = (uintptr_t)mem >> 4;
    return (page * 0x9e3779b97f4a7c15 >> 20) & (slots - 1);
}

/* The slot that holds mem, or the empty one where it belongs. */
static struct entry *slot_for(const char *mem)
{
    size_t i = home_of(mem);
    while (entries[i].mem != NULL && entries[i].mem != mem)
        i = (i + 1) & (slots - 1);
    return &entries[i];
}

static struct entry *entry_of(const void *mem)
{
    struct entry *e = slots == 0 ? NULL : slot_for(mem);
    if (e == NULL || e->mem == NULL)
        fatal("free(): invalid pointer");
    return e;
}

static bool grow_table(void)
{
    struct entry *old = entries;
    size_t old_slots = slots, page = os_page_size();
    size_t wanted = slots == 0 ? page / sizeof *old / 2 * 2 : 2 * slots;
    while ((wanted & (wanted - 1)) != 0)
        wanted &= wanted - 1;       /* down to a power of two */
    size_t bytes = (wanted * sizeof *old + page - 1) & ~(page - 1);
    struct entry *new = os_map(bytes);
    if (new == NULL)
        return false;
    entries = new;                  /* fresh pages: all slots empty */
    slots = wanted;
    for (size_t i = 0; i < old_slots; i++)
        if (old[i].mem != NULL)
            *slot_for(old[i].mem) = old[i];
    if (old != NULL)
        os_unmap(old, (old_slots * sizeof *old + page - 1) & ~(page - 1));
    return true;
}

static bool enter(struct entry e)
{
    if (taken * 2 >= slots && !grow_table())
        return false;
    *slot_for(e.mem) = e;
    taken++;
    return true;
}

static void forget(struct entry *gone)
{
    size_t gap = (size_t)(gone - entries), i = gap;
    taken--;
    for (;;) {
        entries[gap].mem = NULL;
        size_t from_home, from_gap;
        do {
            i = (i + 1) & (slots - 1);
            if (entries[i].mem == NULL)
                return;
            from_home = (i - home_of(entries[i].mem)) & (slots - 1);
            from_gap = (i - gap) & (slots - 1);
        } while (from_home < from_gap);
        entries[gap] = entries[i];
        gap = i;
    }
}

void *allocate_aligned(size_t alignment, size_t size)
{
    size_t page = os_page_size(), most = PTRDIFF_MAX - page;
    size_t slack = alignment <= page ? 0 : alignment;
    if (size > most || slack > most - size)
        return out_of_memory();
    size_t bytes = size == 0 ? page : size;
    bytes = (bytes + slack + page - 1) & ~(page - 1);
    char *start = os_map(bytes);
    if (start == NULL)
        return out_of_memory();
    size_t lead = (size_t)(-(uintptr_t)start & (alignment - 1));
    if (!enter((struct entry){ start + lead, start, bytes })) {
        os_unmap(start, bytes);
        return out_of_memory();
    }
    return start + lead;
}

void *hp_malloc(size_t size)
{
    return allocate_aligned(16, size);
}

void hp_free(void *mem)
{
    if (mem == NULL)
        return;
    struct entry *e = entry_of(mem);
    os_unmap(e->start, e->size);
    forget(e);
}

size_t hp_malloc_usable_size(void *mem)
{
    if (mem == NULL)
        return 0;
    struct entry *e = entry_of(mem);
    return e->size - (size_t)(e->mem - e->start);
}

static const struct entry *next_above(const char *start)
{
    const struct entry *next = NULL;
    for (size_t i = 0; i < slots; i++)
        if (entries[i].mem != NULL && entries[i].start > start
            && (next == NULL || entries[i].start < next->start))
            next = &entries[i];
    return next;
}

bool walk_heap(walk_visitor *visit, void *context)
{
    const struct entry *e = next_above(NULL);
    for (; e != NULL; e = next_above(e->start)) {
        struct walk_item item = { .kind = WALK_IN_USE, .at = e->start,
            .mem = e->mem, .size = e->size };
        if (!visit(context, &item))
            return false;
    }
    return true;
}

const char *check_heap(void)
{
    const char *end = NULL;
    const struct entry *e = next_above(NULL);
    for (; e != NULL; e = next_above(e->start)) {
        if (slot_for(e->mem) != e)
            return "T1: each entry is where it is looked for";
        if (e->start < end)
            return "T2: no two mappings overlap";
        end = e->start + e->size;
        if (e->mem < e->start || e->mem >= end)
            return "T3: a block lies inside its mapping";
    }
    return NULL;
}
