# test.sh: tangled from book/answers/08-threads.nw; edit that, not this.
# test.sh - plants five mistakes, and asks who notices.
plant() {           # plant WHAT FILE SCRIPT TEST [nobody]
    rm -rf copy && mkdir copy && cp -p ./*.c ./*.h ./*.o Makefile copy
    sed -i "$3" "copy/$2"
    cmp -s "$2" "copy/$2" && echo "FAIL  $1: nothing was planted"
    make -s -C copy STAGE=threads OPT=-O0 tests
    (cd copy && TEST_SECONDS=10 ./tests "$4") > said
    if grep -q '^fail' said; then notices=$4; else notices=nobody; fi
    rm -rf copy said
    [ "$notices" = "${5:-$4}" ] && echo "ok    $1: $notices" ||
        echo "FAIL  $1: $notices"
}
plant 'no note on the door' lock.c 's/state, 2, memory/state, 1, memory/' \
    who_sleeps_is_woken
plant 'wakes the wrong way' lock.h 's/was == 2/was == 1/' \
    who_sleeps_is_woken
plant 'errno is lost' os_thread.c 's/errno = saved;/(void)saved;/' \
    free_keeps_errno_while_it_waits
plant 'no reset in the child' fork.c 's/lock_reset(.*;//' \
    a_child_finds_a_heap_that_is_whole
plant 'relaxed' lock.h 's/memory_order_release/memory_order_relaxed/' \
    a_lock_lets_one_in_at_a_time nobody
