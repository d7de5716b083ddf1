/* trim.c: tangled from book/17-glibc.nw; edit that, not this. */
/* trim.c - to give back whatever can be, when somebody asks for it. */
#include "arena.h"
#include "free.h"
#include "glibc.h"
#include "os.h"
#include "start.h"
#include "system.h"

/* Forgets the whole pages inside of a free chunk. Returns: whether it has
   some. */
static bool discard_inside(struct chunk *c)
{
    size_t page = os_page_size();
    char *from = (char *)round_up((size_t)(c + 1), page);
    char *to = (char *)round_down((size_t)next_chunk(c), page);
    if (to <= from)
        return false;
    os_discard(from, (size_t)(to - from));
    return true;
}

static bool discard_free(struct arena *a)
{
    bool any = false;
    for (size_t i = UNSORTED; i < BINS; i++) {
        if (i != UNSORTED && i < bin_index(os_page_size()))
            continue;
        struct chunk *bin = bin_at(&a->bins, i);
        for (struct chunk *c = bin->bk; c != bin; c = c->bk)
            any |= discard_inside(c);
    }
    return any;
}

int hp_malloc_trim(size_t pad)
{
    bool any = false;
    struct arena *a = &main_arena;
    ensure_started();
    do {
        lock_take(&a->lock);
        consolidate(a);
        any |= discard_free(a);
        if (a == &main_arena)
            any |= trim_break(a, pad);
        lock_drop(&a->lock);
    } while ((a = a->next) != &main_arena);
    return any;
}
