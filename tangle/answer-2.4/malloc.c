/* malloc.c: tangled from book/02-contract.nw; edit that, not this. */
/* malloc.c - one mapping per request. Owns the list of mappings.
   Correct and absurd: a page and a system call for every byte. */
#include <stdbool.h>
#include <stdint.h>

#include "aligned.h"
#include "hpoc.h"
#include "os.h"
#include "report.h"
#include "walk.h"

struct mapping {
    char *start;                    /* what os_map returned */
    size_t size;                    /* and how many bytes */
    struct mapping *below, *above;  /* its neighbours by address */
};

static struct mapping *lowest;

static struct mapping *mapping_of(const void *mem)
{
    return (struct mapping *)(uintptr_t)mem - 1;
}

static void *mem_of(struct mapping *m)
{
    return m + 1;
}

static void link_mapping(struct mapping *m)
{
    struct mapping **link = &lowest, *below = NULL;
    while (*link != NULL && (*link)->start < m->start) {
        below = *link;
        link = &below->above;
    }
    m->below = below;
    m->above = *link;
    if (m->above != NULL)
        m->above->below = m;
    *link = m;
}

static void unlink_mapping(struct mapping *m)
{
    if (m->above != NULL)
        m->above->below = m->below;
    if (m->below != NULL)
        m->below->above = m->above;
    else
        lowest = m->above;
}

static bool mapping_size(size_t alignment, size_t size, size_t *bytes)
{
    size_t page = os_page_size();
    size_t most = PTRDIFF_MAX - sizeof(struct mapping) - page;
    if (size > most || alignment > most - size)
        return false;
    *bytes = (sizeof(struct mapping) + alignment + size + page - 1)
        & ~(page - 1);
    return true;
}

void *allocate_aligned(size_t alignment, size_t size)
{
    size_t bytes;
    if (!mapping_size(alignment, size, &bytes))
        return out_of_memory();
    char *start = os_map(bytes);
    if (start == NULL)
        return out_of_memory();
    uintptr_t first = (uintptr_t)start + sizeof(struct mapping);
    size_t lead = (size_t)(-first & (alignment - 1));
    struct mapping *m = (struct mapping *)(void *)(start + lead);
    *m = (struct mapping){ .start = start, .size = bytes };
    link_mapping(m);
    return mem_of(m);
}

void *hp_malloc(size_t size)
{
    return allocate_aligned(16, size);
}

void hp_free(void *mem)
{
    if (mem == NULL)
        return;
    struct mapping *m = mapping_of(mem);
    unlink_mapping(m);
    os_unmap(m->start, m->size);
}

size_t hp_malloc_usable_size(void *mem)
{
    if (mem == NULL)
        return 0;
    struct mapping *m = mapping_of(mem);
    return m->size - (size_t)((char *)mem - m->start);
}

bool walk_heap(walk_visitor *visit, void *context)
{
    for (struct mapping *m = lowest; m != NULL; m = m->above) {
        struct walk_item item = { .kind = WALK_IN_USE, .at = m->start,
            .mem = mem_of(m), .size = m->size };
        if (!visit(context, &item))
            return false;
    }
    return true;
}

const char *check_heap(void)
{
    const struct mapping *below = NULL;
    for (struct mapping *m = lowest; m != NULL; m = m->above) {
        if (m->below != below)
            return "I1: the list is the same read from either end";
        if (below != NULL && below->start + below->size > m->start)
            return "I2: no mapping begins before the end of the one below";
        if ((char *)m < m->start
            || (char *)mem_of(m) > m->start + m->size)
            return "I3: a note and its block lie inside their mapping";
        below = m;
    }
    return NULL;
}
