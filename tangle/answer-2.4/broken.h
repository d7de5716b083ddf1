/* broken.h: tangled from book/02-contract.nw; edit that, not this. */
/* broken.h - what a broken heap includes. The healthy heap is there too,
   under other names: healthy_malloc has the type of hp_malloc. */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "hpoc.h"

__typeof__(hp_malloc) healthy_malloc;
__typeof__(hp_free) healthy_free;
__typeof__(hp_calloc) healthy_calloc;
__typeof__(hp_realloc) healthy_realloc;
__typeof__(hp_reallocarray) healthy_reallocarray;
__typeof__(hp_memalign) healthy_memalign;
__typeof__(hp_posix_memalign) healthy_posix_memalign;
__typeof__(hp_malloc_usable_size) healthy_malloc_usable_size;
