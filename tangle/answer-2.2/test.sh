# test.sh: tangled from book/answers/02-contract.nw; edit that, not this.
# test.sh - the six counts, and one of which it is innocent.
guilty() {
    ./broken_sunday "$2" > said 2>&1 && echo "FAIL  $1: acquitted" ||
        echo "ok    $1: $2"
    rm -f said
}
guilty zero malloc_of_0_gives_an_address_of_its_own
guilty product calloc_refuses_an_overflowing_product
guilty wrap requests_above_PTRDIFF_MAX_are_refused
guilty eight addresses_are_multiples_of_16
guilty burn a_refused_realloc_leaves_the_block_alone
guilty to_0 realloc_to_0_frees
./broken_sunday free_keeps_errno > /dev/null &&
    echo "ok    it does keep errno" || echo "FAIL  it does keep errno"
