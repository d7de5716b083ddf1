/* memalign.c: tangled from book/02-contract.nw; edit that, not this. */
/* memalign.c - alignment beyond 16, for every stage. */
#include <errno.h>
#include <stdint.h>

#include "aligned.h"
#include "hpoc.h"
#include "os.h"
#include "report.h"

static size_t power_of_two_from(size_t n)
{
    size_t power = 1;
    while (power < n)
        power <<= 1;
    return power;
}

void *hp_memalign(size_t alignment, size_t size)
{
    if (alignment > SIZE_MAX / 2 + 1) {
        errno = EINVAL;
        return NULL;
    }
    if (alignment <= 16)
        return hp_malloc(size);
    return allocate_aligned(power_of_two_from(alignment), size);
}

void *hp_aligned_alloc(size_t alignment, size_t size)
{
    return hp_memalign(alignment, size);
}

int hp_posix_memalign(void **mem, size_t alignment, size_t size)
{
    size_t words = alignment / sizeof(void *);
    if (alignment % sizeof(void *) != 0 || words == 0
        || (words & (words - 1)) != 0)
        return EINVAL;
    void *new_mem = hp_memalign(alignment, size);
    if (new_mem == NULL)
        return ENOMEM;
    *mem = new_mem;
    return 0;
}

void *hp_valloc(size_t size)
{
    return hp_memalign(os_page_size(), size);
}

void *hp_pvalloc(size_t size)
{
    size_t page = os_page_size();
    if (size > PTRDIFF_MAX - page)
        return out_of_memory();
    return hp_valloc((size + page - 1) & ~(page - 1));
}
