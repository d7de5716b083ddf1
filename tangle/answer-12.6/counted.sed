# counted.sed: tangled from book/12-smallbins.nw; edit that, not this.
/tcache_pop(t, i)/s/return/return counts.cached++,/
/^void \*arena_alloc/,/^}/s/take_fast(a, size);/&\
    counts.fast += c != NULL;/
/\*take_small(/,/^}/{
s/if (c == NULL)/counts.probes += c != NULL, counts.exact += c != NULL;\
    &/
}
/\*take_unsorted(/,/^}/{
s/bool bite = .*/& counts.probes++;/
s/a->last_remainder = /counts.bites++; &/
s/return occupy(a, c);/return counts.remainders++, occupy(a, c);/
}
/\*take_large(/,/^}/{
s/chunk_size(c) >= size/counts.probes++, &/
s/unlink_chunk(c);/& counts.large++;/
}
/\*take_larger(/,/^}/{
s/unmark_bin(b, i);/& counts.stale++;/
s/unlink_chunk(c);/& counts.probes++; counts.larger++;\
        counts.bins += i - bin_index(size);/
s/return NULL;/counts.bins += BINS - 1 - bin_index(size); &/
}
/next_marked(/,/^}/{
s/size_t word = .*/& counts.words++;/
s/bits = b->map\[word\];/& counts.words++;/
}
s/struct chunk \*remainder = .*;/& counts.splits++;/
/take_from_top(/,/^}/s/a->top = next_chunk(c);/& counts.top++;\
    counts.splits++;/
s/unlink_chunk(\(prev\|next\));/& counts.merges++, counts.came_out++;/
/\*merge(/,/^}/s/bins_insert(/counts.inserted++; &/
s/return a->top = c;/counts.merges++; &/
