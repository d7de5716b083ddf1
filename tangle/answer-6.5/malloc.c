/* malloc.c: tangled from book/04-bump.nw, book/05-free-list.nw and book/06-coal.nw; edit those, not this. */
/* malloc.c - the free-list heap: chunks are cut off at top, and those that
   come back are handed out again. Changes main_arena. Anybody may call
   what hpoc.h names; memalign.c calls allocate_aligned. No lock. */
#include "aligned.h"
#include "arena.h"
#include "hpoc.h"
#include "os.h"
#include "report.h"

enum { GROWTH = 128 * 1024 };

/* Is there room at top for size bytes, and for one header more? */
static bool has_room(const struct arena *a, size_t size)
{
    return (size_t)room_at_top(a) >= size + HEADER;
}

/* Moves top to new_top, which does not follow on: what lies between
   becomes one chunk that nobody will ever free. */
static void jump_to(struct arena *a, struct chunk *new_top)
{
    if (a->start == NULL) {
        a->start = new_top;
    } else {
        resize(a->top, (size_t)((char *)new_top - (char *)a->top));
        a->top->head |= NON_MAIN;
    }
    a->top = new_top;
    set_head(new_top, PREV_IN_USE);
}

/* Gets memory from the system until size bytes have room at top.
   Fails: false, and nothing has changed. */
static bool grow(struct arena *a, size_t size)
{
    if (size > PTRDIFF_MAX - GROWTH - 2 * HEADER)
        return false;
    size_t bytes = round_up(size + 2 * HEADER, GROWTH);
    char *more = os_sbrk((ptrdiff_t)bytes);
    if (more == NULL)
        return false;
    if (more < a->end)
        fatal("break adjusted to free malloc space");
    if (more != a->end)
        jump_to(a, (struct chunk *)round_up((size_t)more, ALIGNMENT));
    a->end = more + bytes;
    return true;
}

/* Cuts a chunk of size bytes off at top. There has to be room. */
static struct chunk *bump(struct arena *a, size_t size)
{
    struct chunk *c = a->top;
    resize(c, size);
    a->top = next_chunk(c);
    set_head(a->top, PREV_IN_USE);
    return c;
}

static void free_chunk(struct arena *a, struct chunk *c)
{
    clear_in_use(c);
    insert_free(&a->free, c);
}

/* Cuts c down to size bytes. The rest becomes a free chunk, if a chunk
   can be that small. Requires: c is in use, on no list, and has size. */
static void split(struct arena *a, struct chunk *c, size_t size)
{
    size_t rest = chunk_size(c) - size;
    if (rest < MIN_CHUNK)
        return;
    resize(c, size);
    set_head(next_chunk(c), rest | PREV_IN_USE);
    free_chunk(a, next_chunk(c));
}

/* A chunk of at least size bytes off the list, or NULL. */
static struct chunk *reuse(struct arena *a, size_t size)
{
    struct chunk *c = take_fit(&a->free, size);
    if (c == NULL && a->free.dirty) {
        sweep(&a->free);
        c = take_fit(&a->free, size);
    }
    if (c == NULL)
        return NULL;
    set_in_use(c);
    split(a, c, size);
    return c;
}

/* The size of the chunk to leave at c, so that the next one's mem is a
   multiple of alignment. */
static size_t lead_to(size_t alignment, struct chunk *c)
{
    size_t lead = -(uintptr_t)chunk_to_mem(c) & (alignment - 1);
    return lead == 0 || lead >= MIN_CHUNK ? lead : lead + alignment;
}

void *allocate_aligned(size_t alignment, size_t request)
{
    size_t size;
    if (!request_to_size(request, &size) || alignment > PTRDIFF_MAX)
        return out_of_memory();
    size_t most = size + alignment + HEADER;
    if (!has_room(&main_arena, most) && !grow(&main_arena, most))
        return out_of_memory();
    size_t lead = lead_to(alignment, main_arena.top);
    if (lead > 0)
        free_chunk(&main_arena, bump(&main_arena, lead));
    return chunk_to_mem(bump(&main_arena, size));
}

void hp_free(void *mem)
{
    if (mem != NULL)
        free_chunk(&main_arena, mem_to_chunk(mem));
}

size_t hp_malloc_usable_size(void *mem)
{
    return mem == NULL ? 0 : usable_size(mem_to_chunk(mem));
}

void *hp_malloc(size_t request)
{
    size_t size;
    if (!request_to_size(request, &size))
        return out_of_memory();
    struct chunk *c = reuse(&main_arena, size);
    if (c != NULL)
        return chunk_to_mem(c);
    if (!has_room(&main_arena, size) && !grow(&main_arena, size))
        return out_of_memory();
    return chunk_to_mem(bump(&main_arena, size));
}
