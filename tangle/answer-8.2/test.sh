# test.sh: tangled from book/answers/08-threads.nw; edit that, not this.
# test.sh - plants five mistakes, and asks who notices.
plant() {           # plant WHAT FILE SCRIPT TEST: it must fail, if named
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "$3" "copy/$2"
    cmp -s "$2" "copy/$2" && echo "FAIL  $1: nothing was planted"
    make -s -C copy STAGE=threads tests
    if [ -n "$4" ]; then
        (cd copy && TEST_SECONDS=10 ./tests "$4") > said
        grep -q '^fail' said && echo "ok    $1: $4" || echo "FAIL  $1"
    else
        (cd copy && TEST_SECONDS=60 ./tests) > said
        grep -q '^fail' said && echo "FAIL  $1" || echo "ok    $1: nobody"
    fi
    rm -rf copy said
}
plant 'no note on the door' lock.c 's/state, 2, memory/state, 1, memory/' \
    who_sleeps_is_woken
plant 'wakes the wrong way' lock.h 's/was == 2/was == 1/' \
    who_sleeps_is_woken
plant 'errno is lost' os_thread.c 's/errno = saved;/(void)saved;/' \
    free_keeps_errno_among_threads
plant 'no reset in the child' fork.c 's/lock_reset(.*;//' \
    a_child_finds_a_heap_that_is_whole
plant 'relaxed' lock.h 's/memory_order_release/memory_order_relaxed/' ''
