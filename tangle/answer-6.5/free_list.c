/* free_list.c: tangled from book/05-free-list.nw, book/06-coal.nw and book/answers/06-coal.nw; edit those, not this. */
/* free_list.c - a free list in the order of addresses: putting chunks on,
   merging those that touch, and four ways of choosing one to take off.
   malloc.c calls it. */
#include "free_list.h"

void insert_free(struct free_list *list, struct chunk *c)
{
    struct chunk **link = &list->first, *below = NULL;
    for (; *link != NULL && *link < c; link = &(*link)->fd) {
        below = *link;
        list->steps++;
    }
    c->fd = *link;
    *link = c;
    if (next_chunk(c) == c->fd
        || (below != NULL && next_chunk(below) == c))
        list->dirty = true;
}

/* Makes one chunk of c and the next on the list, which it touches. */
static void coalesce_next(struct free_list *list, struct chunk *c)
{
    resize(c, chunk_size(c) + chunk_size(c->fd));
    c->fd = c->fd->fd;
    list->merges++;
}

void sweep(struct free_list *list)
{
    for (struct chunk *c = list->first; c != NULL; c = c->fd) {
        list->steps++;
        while (next_chunk(c) == c->fd)
            coalesce_next(list, c);
    }
    list->rover = NULL;
    list->dirty = false;
    list->sweeps++;
}

static bool fits(struct free_list *list, const struct chunk *c, size_t size)
{
    list->probes++;
    return chunk_size(c) >= size;
}

/* The first link, starting at one and ending before another, that leads
   to a chunk of at least size bytes. Returns: NULL when there is none. */
static struct chunk **search(struct free_list *list, struct chunk **link,
                             struct chunk *const *end, size_t size)
{
    for (; link != end && *link != NULL; link = &(*link)->fd)
        if (fits(list, *link, size))
            return link;
    return NULL;
}

static struct chunk **first_fit(struct free_list *list, size_t size)
{
    return search(list, &list->first, NULL, size);
}

static struct chunk **next_fit(struct free_list *list, size_t size)
{
    struct chunk **from = list->rover;
    if (from == NULL)
        from = &list->first;
    struct chunk **link = search(list, from, NULL, size);
    if (link == NULL)
        link = search(list, &list->first, from, size);
    return link;
}

static struct chunk **best_fit(struct free_list *list, size_t size)
{
    struct chunk **best = NULL, **link = &list->first;
    for (; *link != NULL; link = &(*link)->fd)
        if (fits(list, *link, size)
            && (best == NULL || chunk_size(*link) < chunk_size(*best)))
            best = link;
    return best;
}

static struct chunk **worst_fit(struct free_list *list, size_t size)
{
    struct chunk **worst = NULL, **link = &list->first;
    for (; *link != NULL; link = &(*link)->fd)
        if (fits(list, *link, size)
            && (worst == NULL || chunk_size(*link) > chunk_size(*worst)))
            worst = link;
    return worst;
}

struct chunk *take_fit(struct free_list *list, size_t size)
{
    typedef struct chunk **finder(struct free_list *list, size_t size);
    static finder *const finders[] = {
        [FIRST_FIT] = first_fit, [NEXT_FIT] = next_fit,
        [BEST_FIT] = best_fit, [WORST_FIT] = worst_fit,
    };
    struct chunk **link = finders[list->fit](list, size);
    if (link == NULL)
        return NULL;
    struct chunk *c = *link;
    *link = c->fd;
    list->rover = link;
    return c;
}
