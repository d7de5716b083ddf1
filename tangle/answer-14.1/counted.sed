# counted.sed: tangled from book/14-unsortedbin.nw; edit that, not this.
/^static inline void bins_defer/,/^}/s/link_first(/counts.unsorted++, &/
/^static inline void bins_insert/,/^}/s/mark_bin(.*;/& counts.sorted++;/
s/first = first->fd_nextsize;/counts.steps++, &/
/^static struct chunk .take_unsorted/,/^}/{
s/return bite(/counts.bites++; &/
s/tcache_push(/counts.exact++, &/
s/return occupy(/return counts.exact++, occupy(/
s/if (is_next_bite(.*/& {/
s/counts.bites++.*/& }/
}
/^static struct chunk .merge(/,/^}/{
s/bins_defer(/(counts.at_once ? bins_insert : bins_defer)(/
}
