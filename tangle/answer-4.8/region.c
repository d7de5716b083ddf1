/* region.c: tangled from book/answers/04-bump.nw; edit that, not this. */
/* region.c - regions, on crates from os_map. */
#include <stdbool.h>
#include <stdint.h>

#include "os.h"
#include "region.h"
#include "report.h"

enum { CRATE = 64 * 1024 };

/* Lies at the start of each crate. 16 bytes, so that what follows is
   aligned. */
struct crate {
    struct crate *older;
    size_t size;
};

struct region {
    struct crate *newest;
    char *top, *end;
};

static bool open_crate(struct region *r, size_t size)
{
    if (size > PTRDIFF_MAX - 2 * CRATE)
        return false;
    size_t page = os_page_size();
    size_t bytes = size + sizeof(struct crate);
    bytes = bytes < CRATE ? CRATE : (bytes + page - 1) & ~(page - 1);
    struct crate *crate = os_map(bytes);
    if (crate == NULL)
        return false;
    *crate = (struct crate){ r->newest, bytes };
    r->newest = crate;
    r->top = (char *)(crate + 1);
    r->end = (char *)crate + bytes;
    return true;
}

struct region *region_open(void)
{
    struct region first = { .newest = NULL };
    if (!open_crate(&first, sizeof first))
        return out_of_memory();
    struct region *r = region_malloc(&first, sizeof first);
    *r = first;
    return r;
}

void *region_malloc(struct region *r, size_t size)
{
    if (size > PTRDIFF_MAX)
        return out_of_memory();
    size = size == 0 ? 16 : (size + 15) & ~(size_t)15;
    if ((size_t)(r->end - r->top) < size && !open_crate(r, size))
        return out_of_memory();
    void *mem = r->top;
    r->top += size;
    return mem;
}

void region_close(struct region *r)
{
    struct crate *crate = r->newest;
    while (crate != NULL) {
        struct crate *older = crate->older;
        os_unmap(crate, crate->size);
        crate = older;
    }
}
