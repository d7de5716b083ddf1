/* tcache.c: tangled from book/10-tcache.nw and book/16-checks.nw; edit those, not this. */
/* tcache.c - the key, and what it is for. */
#include "os.h"
#include "report.h"
#include "tcache.h"

uintptr_t tcache_key;

void tcache_start(void)
{
    uintptr_t none = 0;
    if (__atomic_load_n(&tcache_key, __ATOMIC_ACQUIRE) == 0)
        __atomic_compare_exchange_n(&tcache_key, &none, os_random(), false,
                                    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

void check_not_cached(const struct tcache *t, size_t i, const void *mem)
{
    size_t seen = 0;
    const struct cached *b = t->first[i];
    for (; b != NULL; b = get_link(&b->next)) {
        if (seen++ >= tuning.tcache_count)
            fatal("free(): too many chunks detected in tcache");
        die_if(!is_aligned(b),
               "free(): unaligned chunk detected in tcache 2");
        if (b == mem)
            fatal("free(): double free detected in tcache 2");
    }
}

static bool is_cached_chunk(struct cached *b, size_t i)
{
    struct chunk *c = mem_to_chunk(b);
    return (uintptr_t)b % ALIGNMENT == 0 && b->key == tcache_key
        && tcache_index(chunk_size(c)) == i && chunk_in_use(c);
}

const char *check_cache(const struct tcache *t)
{
    for (size_t i = 0; t != NULL && i < TCACHE_BINS; i++) {
        size_t seen = 0;
        struct cached *b = t->first[i];
        for (; b != NULL && seen <= t->count[i]; seen++) {
            if (!is_cached_chunk(b, i))
                return "I11: what is in a cache is in use, and marked";
            b = get_link(&b->next);
        }
        if (seen != t->count[i] || seen > tuning.tcache_count)
            return "I12: a stack has as many blocks as it says";
    }
    return NULL;
}
