# counted.sed: tangled from book/15-system.nw; edit that, not this.
/return is_mmapped(c) ? resize_mapping/i\
    if (size > chunk_size(c))\
        counts.grown++, counts.old_copies += usable_size(c);
s/memcpy(mem, chunk_to_mem(c), usable_size(c))/counts.moved++, \
counts.copied += usable_size(c), &/
s/void .mem = arena_alloc(a, request);/counts.asked += request; &/
s/return memset(/return counts.cleared += size - 8, memset(/
