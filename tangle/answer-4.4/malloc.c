/* malloc.c: tangled from book/04-bump.nw and book/answers/04-bump.nw; edit those, not this. */
/* malloc.c - the bump heap: chunks are cut off at top and never come back.
   Changes main_arena. Anybody may call what hpoc.h names; memalign.c calls
   allocate_aligned. No lock: one thread at a time. */
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
        size_t hole = (size_t)((char *)new_top - (char *)a->top);
        set_head(a->top, hole | NON_MAIN | PREV_IN_USE);
    }
    a->top = new_top;
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

/* The request rounded up to 16, and 16 for nothing. False: too much. */
static bool round_request(size_t request, size_t *size)
{
    *size = request == 0 ? 16 : round_up(request, 16);
    return request <= PTRDIFF_MAX;
}

static void *bump(struct arena *a, size_t size)
{
    void *mem = a->top;
    a->top = chunk_at(a->top, size);
    return mem;
}

void *allocate_aligned(size_t alignment, size_t request)
{
    size_t size;
    if (!round_request(request, &size) || alignment > PTRDIFF_MAX)
        return out_of_memory();
    size_t most = size + alignment;
    if (!has_room(&main_arena, most) && !grow(&main_arena, most))
        return out_of_memory();
    bump(&main_arena, -(uintptr_t)main_arena.top & (alignment - 1));
    return bump(&main_arena, size);
}

void hp_free(void *mem)
{
    (void)mem;
}

size_t hp_malloc_usable_size(void *mem)
{
    (void)mem;
    return 0;               /* who knows? */
}

void *hp_malloc(size_t request)
{
    size_t size;
    if (!round_request(request, &size))
        return out_of_memory();
    if (!has_room(&main_arena, size) && !grow(&main_arena, size))
        return out_of_memory();
    return bump(&main_arena, size);
}
