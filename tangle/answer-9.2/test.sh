# test.sh: tangled from book/answers/09-arenas.nw; edit that, not this.
# test.sh - plants six mistakes, and asks who notices.
plant() {           # plant WHAT FILE SCRIPT TEST: it must fail, if named
    rm -rf copy && mkdir copy && cp -p ./*.c ./*.h ./*.o Makefile copy
    sed -i "$3" "copy/$2"
    cmp -s "$2" "copy/$2" && echo "FAIL  $1: nothing was planted"
    make -s -C copy STAGE=arenas tests
    (cd copy && TEST_SECONDS=10 ./tests --tsv) |
        awk -F '\t' '$3 == "fail" { print $2 }' >failed
    if [ -z "$4" ] && [ ! -s failed ] || grep -qsx "$4" failed; then
        echo "ok    $1: ${4:-no test fails}"
    else
        echo "FAIL  $1:" $(cat failed)
    fi
    rm -rf copy failed
}
plant 'no N' system.c \
    '/^struct chunk \*take_from_top/,/^}/s/ | non_main_flag(a)//' \
    a_thread_gets_an_arena_of_its_own
plant 'not detached' arena.c \
    '/^static struct arena \*take_unused/,/^}/s/detach_from(.*);//' \
    when_main_has_no_memory_another_is_asked
plant 'one round' leave.c 's/ROUNDS = 4/ROUNDS = 1/' ''
plant 'one too many' arena.c 's/count >= limit/count > limit/' \
    at_the_limit_threads_share
plant 'a fence too far' system.c \
    's/chunk_at(fence, HEADER)/chunk_at(fence, 2 * HEADER)/' \
    a_full_segment_is_followed_by_another
plant 'no room' system.c \
    's/size + unused </size + unused == 1 \&\& 0 </' \
    a_segment_is_kept_if_there_is_no_room_before_it
