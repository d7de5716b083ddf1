# test.sh: tangled from book/answers/12-smallbins.nw; edit that, not this.
# test.sh - plants six mistakes, and asks who notices.
plant() {           # plant WHAT FILE SCRIPT TEST: which must fail, or none
    rm -rf copy && mkdir copy && cp -p ./*.* Makefile tests copy
    sed -i "$3" "copy/$2"
    cmp -s "$2" "copy/$2" && echo "FAIL  $1: nothing was planted"
    make -s -C copy STAGE=smallbins tests
    (cd copy && ./tests $4 >out)
    if [ -n "$4" ] && ! grep -q '^fail' copy/out; then
        echo "FAIL  $1: $4 doesn't see it"
    elif [ -z "$4" ] && grep -q '^fail' copy/out; then
        echo "FAIL  $1: somebody sees it"
    else
        echo "ok    $1: ${4:-nobody}"
    fi
    rm -rf copy
}
plant 'the newest' alloc.c '/\*take_oldest(/,/^}/s/bin->bk/bin->fd/' \
    of_one_size_the_oldest_comes_first
plant 'a bite of all but 32' alloc.c \
    's/chunk_size(c) > size + MIN/chunk_size(c) >= size + MIN/' \
    a_bite_leaves_more_than_32
plant 'no mark' bins.h '/void bins_insert(/,/^}/s/mark_bin(b, i);//' \
    the_smallest_larger_one_is_cut
plant 'its own bin again' alloc.c \
    '/\*take_larger(/,/^}/s/next_marked(b, bin_index(size) + 1)/\
next_marked(b, bin_index(size))/' the_smallest_larger_one_is_cut
plant 'never unmarked' alloc.c 's/unmark_bin(b, i);//' \
    a_stale_mark_lasts_until_a_search
plant 'the last remainder of a large request' alloc.c \
    's/if (rest != NULL && is_small(size))/if (rest != NULL)/' ''
