# test.sh: tangled from book/answers/02-contract.nw; edit that, not this.
# test.sh - does each test need the check that it is for?
without() {
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "s/return \"$1:.*;/(void)0;/" copy/malloc.c
    make -s -C copy tests OPT='-O1 -w'
    failed=$(cd copy && ./tests --tsv |
        awk -F '\t' '$3 == "fail" { print $2 }')
    [ "$failed" = "$2" ] && echo "ok    without $1: $2" ||
        echo "FAIL  without $1:" $failed
    rm -rf copy
}
without I1 a_list_with_two_readings_is_found
without I2 mappings_that_overlap_are_found
without I3 a_note_outside_its_mapping_is_found
