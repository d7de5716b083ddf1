# test.sh: tangled from book/answers/05-free-list.nw; edit that, not this.
# test.sh - plants two mistakes in split, and asks which tests notice.
mistake() {         # mistake CONDITION TEST...: these must fail
    condition=$1
    shift
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "s/rest < MIN_CHUNK/$condition/" copy/malloc.c
    cmp -s malloc.c copy/malloc.c && echo "FAIL  $condition: not planted"
    make -s -C copy tests
    (cd copy && ./tests --tsv) |
        awk -F '\t' '$3 == "fail" { print $2 }' > failed
    missed=
    for test; do
        grep -qx "$test" failed || missed="$missed $test"
    done
    if [ -z "$missed" ] && [ "$(wc -l < failed)" -eq $# ]; then
        echo "ok    $condition:"
    else
        echo "FAIL  $condition: these tests fail:"
    fi
    sed 's/^/        /' failed
    rm -rf copy failed
}
mistake 'rest < HEADER' live_blocks_never_overlap realloc_to_0_frees \
    a_remainder_of_16_is_given_away next_fit_goes_on_where_it_was \
    any_order_of_calls_keeps_the_invariants
mistake 'rest <= MIN_CHUNK' first_fit_takes_the_first \
    a_remainder_of_32_goes_to_the_front
