# test.sh: tangled from book/answers/11-fastbin.nw; edit that, not this.
# test.sh - plants six mistakes, and asks who notices.
plant() {           # plant WHAT FILE SCRIPT TEST: which must fail
    rm -rf copy && mkdir copy && cp -p ./*.* Makefile tests copy
    sed -i "$3" "copy/$2"
    cmp -s "$2" "copy/$2" && echo "FAIL  $1: nothing was planted"
    make -s -C copy STAGE=fastbin tests
    if (cd copy && ./tests "$4" >out) || ! grep -q '^fail' copy/out; then
        echo "FAIL  $1: $4 doesn't see it"
    else
        echo "ok    $1: $4"
    fi
    rm -rf copy
}
plant 'next after the merge' free.c '/^void consolidate/,/^}/{
    /next = fastbin_next/d
    s/merge(a, c);/merge(a, c); next = fastbin_next(c);/
}' neighbours_from_different_bins_become_one
plant 'large sizes first' free.c \
    '/^void cons/,/^}/s/i = 0; i < FASTBINS; i++/i = FASTBINS; i-- > 0;/' \
    small_ones_are_merged_first_and_new_ones
plant 'the flag stays up' free.c '/set_have_fast(a, 0);/d' \
    neighbours_from_different_bins_become_one
plant 'no look for room' alloc.c \
    's/t->count.i. < tuning.tcache_count/t->count[i] < 100/' \
    as_many_come_along_as_there_is_room
plant 'less than 128' free.c \
    's/size > tuning.max_fast/size >= tuning.max_fast/' \
    up_to_120_bytes_are_fast
plant 'at any size' free.c '/< TRIM_WORTHWHILE)/,+1d' \
    a_free_that_makes_64_kib_empties_them
