# counted.sed: tangled from book/11-fastbin.nw; edit that, not this.
s/chunk_size(c) >= size)/counts.probes++, &/
s/struct chunk \*remainder = .*;/& counts.splits++;/
/take_from_top(/,/^}/s/a->top = next_chunk(c);/& counts.splits++;/
s/unlink_chunk(\(prev\|next\));/& counts.merges++;/
s/return a->top = c;/counts.merges++; &/
s/fastbin_push(&a->fast/counts.pushed++; &/
/take_fast(/,/^}/s/keep_companions(a/counts.popped++, &/
/keep_companions(/,/^}/s/tcache_push(t/counts.popped++, &/
/^void consolidate/,/^}/{
s/set_have_fast.*/& counts.consolidations++; counts.now = 0;/
s/merge(a, c);/& counts.consolidated++;\
    if (++counts.now > counts.most) counts.most = counts.now;/
}
