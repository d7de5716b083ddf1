# test.sh: tangled from book/answers/03-chunks.nw; edit that, not this.
# test.sh - five mistakes in chunk.h, and the tests that notice.
plant() {           # plant WHAT SCRIPT TEST...
    what=$1 script=$2
    shift 2
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "$script" copy/chunk.h
    cmp -s chunk.h copy/chunk.h && echo "FAIL  $what: nothing changed"
    make -s -C copy tests OPT='-O2 -w'
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
plant 'no head' 's/= request + sizeof(size_t)/= request/' \
    sizes_step_behind_24_40_and_1032 \
    every_request_fits_and_little_is_left \
    requests_above_PTRDIFF_MAX_have_no_size \
    the_running_libc_has_our_sizes the_running_libc_writes_our_heads
plant 'a whole header' 's/request + sizeof(size_t)/request + HEADER/' \
    sizes_step_behind_24_40_and_1032 \
    every_request_fits_and_little_is_left \
    the_running_libc_has_our_sizes the_running_libc_writes_our_heads
plant 'a larger limit' 's/> PTRDIFF_MAX)/> SIZE_MAX - 16)/' \
    requests_above_PTRDIFF_MAX_have_no_size
plant 'less, not less or equal' 's/with_head <= MIN/with_head < MIN/'
plant 'a mask of 32 bits' 's/head & ~FLAG_MASK/head \& ~7u/' \
    flags_and_size_never_meet
