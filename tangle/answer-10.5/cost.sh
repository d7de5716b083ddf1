# cost.sh: tangled from book/10-tcache.nw; edit that, not this.
# cost.sh - what each step to the fast path is worth: instructions of a
# pair of malloc(48) and free, with one of the steps undone.
count() {
    LD_PRELOAD=./cost.so valgrind --tool=callgrind \
        --callgrind-out-file=/dev/null ./pairs "$1" 2>&1 |
        awk '/refs:/ { gsub(",", ""); print $NF }'
}
row() {             # row WHAT SED-SCRIPT [OBJECT...]
    rm -f cost_*.o cost.so
    EDIT=$2 make -s OPT=-O2 cost.so ${3:+EDITED="$3"} || exit 1
    [ -n "$start" ] || start=$(count 0)
    more=$(($(count 200000) - start))
    printf '%-36s %4d\n' "$1" $(((more + 100000) / 200000))
}
start=
row 'as it is' ''
row 'without hints' 's/__builtin_expect(yes, 0)/(yes)/'
row 'without hints and cold doors' \
    's/__builtin_expect(yes, 0)/(yes)/; s/noinline, cold/unused/'
row 'keep_chunk not in line' '
    1i #pragma GCC diagnostic ignored "-Wattributes"
    s/^ *keep_chunk(struct chunk \*c)/__attribute__((noinline)) &/'
row 'the shelf from the chunk size' 's/tcache_index_for(request)/\
    __extension__ ({ size_t size; if (!request_to_size(request, \&size)) \
        return out_of_memory(); tcache_index(size); })/'
row 'nothing hidden' 's/visibility("hidden")/visibility("default")/'
row 'general-dynamic TLS' 's/initial-exec/global-dynamic/' \
    'malloc.o free.o leave.o arena.o walk.o thread.o'
row 'the arena looked up first' '/^void hp_free/,/^}/s/if (!keep/\
    __asm__ volatile("" :: "r"(arena_of(mem_to_chunk(mem))));&/'
row 'no check of the key' 's/unlikely(block->key == tcache_key)/0/'
row '64 and 7 as constants' \
    's/tuning.tcache_bins/64/; s/tuning.tcache_count/7/'
rm -f cost_*.o cost.so
