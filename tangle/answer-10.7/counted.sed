# counted.sed: tangled from book/10-tcache.nw; edit that, not this.
1i struct counted { unsigned long pops, pushes, allocs, frees; };
1i extern struct counted counted; extern unsigned long kept, most_kept;
/void \*tcache_pop(/,/^}/s/->count\[i\]--;/& counted.pops++;\
    kept -= 32 + 16 * i;/
/void tcache_push(/,/^}/s/->count\[i\]++;/& counted.pushes++;\
    kept += 32 + 16 * i; if (kept > most_kept) most_kept = kept;/
/^void \*arena_alloc(.*[^;]$/,/^{/s/^{/& counted.allocs++;/
/^static void give_back(struct arena/,/^{/s/^{/& counted.frees++;/
