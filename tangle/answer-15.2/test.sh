# test.sh: tangled from book/answers/15-system.nw; edit that, not this.
# test.sh - plants four mistakes, and asks the test that should notice.
plant() {           # plant FILE SCRIPT TEST
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "$2" "copy/$1"
    cmp -s "$1" "copy/$1" && echo "FAIL  $3: nothing changed"
    make -s -C copy tests
    if (cd copy && ./tests "$3" >/dev/null 2>&1); then
        echo "FAIL  $3: it didn't notice"
    else
        echo "ok    $3: it noticed"
    fi
    rm -rf copy
}
plant system.c 's/if (at != 0)/if (at < SIZE_MAX)/' \
    a_fence_leaves_the_word_it_lends_alone
plant cleared.c 's/size < behind ?/size < 1 ?/' \
    what_top_ever_had_counts_as_soiled
plant tcache.h 's/~(PREV_IN_USE | NON_MAIN)/~FLAG_MASK/' \
    a_mapping_is_never_cached
plant system.c 's/extra == 0 || os_sbrk(0) != end/extra == 0/' \
    below_a_stranger_nothing_is_given_back
