/* mapped.c: tangled from book/15-system.nw; edit that, not this. */
/* mapped.c - large chunks, and the threshold that says what is large. */
#include "mapped.h"
#include "os.h"
#include "report.h"
#include "tune.h"

struct mapped mapped;

static void count_bytes(size_t more)
{
    size_t now = __atomic_add_fetch(&mapped.bytes, more, __ATOMIC_RELAXED);
    size_t max = __atomic_load_n(&mapped.max_bytes, __ATOMIC_RELAXED);
    while (now > max
           && !__atomic_compare_exchange_n(&mapped.max_bytes, &max, now,
                  true, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
}

static void count_mapping(void)
{
    int now = __atomic_add_fetch(&mapped.count, 1, __ATOMIC_RELAXED);
    int max = __atomic_load_n(&mapped.max_count, __ATOMIC_RELAXED);
    while (now > max
           && !__atomic_compare_exchange_n(&mapped.max_count, &max, now,
                  true, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
}

bool is_worth_mapping(size_t size)
{
    return size >= mmap_threshold()
        && __atomic_load_n(&mapped.count, __ATOMIC_RELAXED)
           < tuning.max_mmaps;
}

struct chunk *map_chunk(size_t size)
{
    size_t bytes = round_up(size + sizeof(size_t), os_page_size());
    struct chunk *c = bytes <= size ? NULL : os_map(bytes);
    if (c == NULL)
        return NULL;
    set_head(c, bytes | MMAPPED);
    count_mapping();
    count_bytes(bytes);
    return c;
}

/* The mapping around c. Returns: its start; dies of message if there can
   be none. */
static char *mapping_of(struct chunk *c, size_t *bytes, const char *message)
{
    size_t page = os_page_size();
    size_t offset = (size_t)chunk_to_mem(c) & (page - 1);
    char *start = (char *)prev_chunk(c);
    *bytes = c->prev_size + chunk_size(c);
    if ((((size_t)start | *bytes) & (page - 1)) != 0
        || (offset & (offset - 1)) != 0)
        fatal(message);
    return start;
}

struct chunk *remap_chunk(struct chunk *c, size_t size)
{
    size_t old, lead = c->prev_size;
    char *start = mapping_of(c, &old, "mremap_chunk(): invalid pointer");
    size_t bytes = round_up(size + lead + sizeof(size_t), os_page_size());
    if (bytes == old)
        return c;
    start = os_remap(start, old, bytes);
    if (start == NULL)
        return NULL;
    c = (struct chunk *)(void *)(start + lead);
    set_head(c, (bytes - lead) | MMAPPED);
    count_bytes(bytes - old);
    return c;
}

void unmap_chunk(struct chunk *c)
{
    size_t bytes;
    char *start = mapping_of(c, &bytes, "munmap_chunk(): invalid pointer");
    __atomic_sub_fetch(&mapped.count, 1, __ATOMIC_RELAXED);
    __atomic_sub_fetch(&mapped.bytes, bytes, __ATOMIC_RELAXED);
    os_unmap(start, bytes);
}

/* The threshold doesn't rise above this by itself. */
#define LARGEST_LESSON ((size_t)32 << 20)

void learn_from(const struct chunk *c)
{
    size_t size = chunk_size(c);
    if (tuning.fixed_thresholds || head_of(c) <= mmap_threshold()
        || head_of(c) > LARGEST_LESSON)
        return;
    __atomic_store_n(&tuning.mmap_threshold, size, __ATOMIC_RELAXED);
    __atomic_store_n(&tuning.trim_threshold, 2 * size, __ATOMIC_RELAXED);
}
