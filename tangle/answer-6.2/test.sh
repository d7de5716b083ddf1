# test.sh: tangled from book/answers/06-coal.nw; edit that, not this.
# test.sh - plants five mistakes in free_list.c, and asks who notices.
plant() {           # plant WHAT SCRIPT TEST: the test must fail, if named
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "$2" copy/free_list.c
    cmp -s free_list.c copy/free_list.c &&
        echo "FAIL  $1: nothing was planted"
    make -s -C copy STAGE=coal tests
    (cd copy && TEST_SECONDS=5 ./tests --tsv) |
        awk -F '\t' '$3 == "fail" { print $2 }' > failed
    if [ -z "$3" ] && [ ! -s failed ] || grep -qsx "$3" failed; then
        echo "ok    $1: $(grep -c . failed) fail${3:+, $3}"
    else
        echo "FAIL  $1:" $(cat failed)
    fi
    rm -rf copy failed
}
plant 'if, not while' '/^void sweep/,/^}/s/while/if/' \
    a_run_becomes_one_as_a_whole
plant 'a header lost' 's/chunk_size(c->fd))/chunk_size(c->fd) - HEADER)/' \
    two_neighbours_become_one
plant 'the rover stays' 's/list->rover = NULL;//' \
    the_rover_does_not_outlive_its_chunk
plant 'dirty for ever' 's/list->dirty = false;//' \
    a_list_is_not_swept_twice
plant 'not above, or equal' 's/\*link < c;/*link <= c;/' ''
ring() {            # ring OPERATOR: the list, after a block is freed twice
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "s/\*link < c;/*link $1 c;/" copy/free_list.c
    make -s -C copy STAGE=coal red_twice
    said=$(copy/red_twice)
    [ "$said" = '0 64 64 64' ] && echo "ok    freed twice, $1: $said" ||
        echo "FAIL  freed twice, $1: $said"
    rm -rf copy
}
ring '<'
ring '<='
