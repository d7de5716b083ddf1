# test.sh: tangled from book/answers/04-bump.nw; edit that, not this.
# test.sh - takes a header away, twice, and asks which tests notice.
without() {         # without WHAT SCRIPT TEST...: these must fail
    what=$1 script=$2
    shift 2
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "$script" copy/malloc.c
    cmp -s malloc.c copy/malloc.c && echo "FAIL  $what: nothing changed"
    make -s -C copy tests
    (cd copy && ./tests --tsv) |
        awk -F '\t' '$3 == "fail" { print $2 }' > failed
    if [ "$(echo $(cat failed))" = "$*" ]; then
        echo "ok    $what:"
    else
        echo "FAIL  $what: these tests fail:"
    fi
    sed 's/^/        /' failed
    rm -rf copy failed
}
without 'has_room, without a header' 's/>= size + HEADER/>= size/' \
    a_lent_word_never_leaves_the_heap foreign_memory_is_left_alone \
    memalign_asks_for_no_less
without 'grow, with one header' 's/size + 2 \* HEADER, /size + HEADER, /' \
    growth_counts_the_bytes_lost_to_alignment
