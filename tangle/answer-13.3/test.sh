# test.sh: tangled from book/answers/13-largebins.nw; edit that, not this.
# test.sh - plants six mistakes, and asks who notices.
plant() {           # plant WHAT FILE SCRIPT: a copy with this mistake
    rm -rf copy && mkdir copy && cp -p ./*.* Makefile copy
    sed -i "$3" "copy/$2"
    cmp -s "$2" "copy/$2" && echo "FAIL  $1: nothing was planted"
    touch copy/*.o 2>/dev/null
    (cd copy && rm -f alloc.o free.o arena.o walk.o test_largebins.o)
    make -s -C copy STAGE=largebins tests || echo "FAIL  $1: not built"
}
is_seen() {         # is_seen WHAT FILE SCRIPT TEST: which must fail
    plant "$@"
    if [ ! -x copy/tests ] || (cd copy && ./tests "$4" >out 2>&1); then
        echo "FAIL  $1: $4 doesn't see it"
    else
        echo "ok    $1: $4"
    fi
}
is_seen 'less than' bins.h 's/shift <= groups/shift < groups/' \
    each_bin_begins_where_glibcs_does
is_seen 'no heir' bins.h 's/if (heir->fd_nextsize == NULL)/if (!heir)/' \
    when_the_first_merges_the_second_inherits
is_seen 'links as they were' bins.h \
    '/ bins_defer(/,/^}/s/if (!is_small(.*/if (c == NULL)/' \
    each_large_request_gets_the_best_fit
is_seen 'every chunk on the ring' bins.h 's/ == size) {/ == size + 1) {/' \
    a_new_one_stands_behind_the_first_of_its_size
is_seen 'the first of its size' alloc.c 's/c != bin->bk &&/c == bin \&\&/' \
    the_last_freed_of_its_size_comes_back_first
plant 'or of the header' alloc.c 's/c != bin->bk && //'
if (cd copy && ./tests --tsv) | grep '^largebins' | grep -q fail; then
    echo 'FAIL  or of the header: a test fails'
else
    echo 'ok    or of the header: nobody sees it'
fi
rm -rf copy
