#!/bin/bash
# compilers.sh - every stage builds without a warning and passes its tests
# with gcc and clang, at -O0 and -O2, under the sanitizers and valgrind; a
# stage that has a lock also under ThreadSanitizer.
# Run from the project's root, after `make tangle`.
#
#     compilers.sh [STAGE...]           all stages, or these
#     compilers.sh --brief STAGE...     only with clang and the sanitizers
set -uo pipefail
here=build/compilers
. tests/lib.sh

# A folder of its own for each way to build, so that two can go on at once.
way() {         # way STAGE NAME [MAKE VARIABLE...]
    local dir=$here/$2/$1 stage=$1
    mkdir -p "$dir"
    cp build/lines/"$stage"/* "$dir" 2>/dev/null
    make -s -C "$dir" clean
    shift 2
    make -s -C "$dir" STAGE="$stage" all test "$@"
}

# The tests fork: every child is watched, and any error fails. Each may take
# its time.
under_valgrind() {
    local dir=$here/valgrind/$1
    mkdir -p "$dir"
    cp build/lines/"$1"/* "$dir" 2>/dev/null
    make -s -C "$dir" clean
    make -s -C "$dir" STAGE="$1" tests &&
        (cd "$dir" && TEST_SECONDS=300 valgrind -q --error-exitcode=99 \
            --trace-children=no --child-silent-after-fork=no ./tests)
}

# ThreadSanitizer has a thread of its own, so no process is ever alone, and
# what a suite says of the heap of one thread need not hold: from the stage
# `arenas` on even a refused call may make an arena. So it runs what is about
# several threads, and the promises to the user, less the one that a refused
# call changes nothing, and what the checks read without a lock. Tests fork: children go on, and their parents' threads
# are not leaks.
under_threadsanitizer() {
    local dir=$here/tsan/$1 test status=0
    mkdir -p "$dir"
    cp build/lines/"$1"/* "$dir" 2>/dev/null
    [ ! -f "$dir/leave.c" ] ||
        sed -i 's/ROUNDS = 4/ROUNDS = 3/' "$dir/leave.c"
    make -s -C "$dir" clean
    make -s -C "$dir" STAGE="$1" CC=gcc OPT='-O1 -g -fsanitize=thread' \
        tests || return 1
    while read -r test; do
        TSAN_OPTIONS='die_after_fork=0 report_thread_leaks=0' \
            "$dir/tests" "$test" || status=1
    done < <("$dir/tests" --list | awk '
        $2 == "a_refused_call_changes_nothing" { next }
        $1 == "contract" || $1 == "threads" { print $2 }
        $2 == "a_suspicion_is_looked_into_with_the_lock" { print $2 }
        $2 == "the_head_is_looked_at_again_too" { print $2 }')
    return $status
}

# valgrind's own lines begin with ==PID==; there must be none.
quietly() {
    local out
    out=$("$@" 2>&1) && ! grep -q '^==[0-9]*==' <<<"$out" ||
        { grep -v '^pass' <<<"$out" | tail -n 25; return 1; }
}

stage() {
    if [ "$brief" = no ]; then
        check "$1: gcc -O0" quietly way "$1" gcc-O0 CC=gcc OPT='-O0 -g'
        check "$1: clang -O0" quietly way "$1" clang-O0 CC=clang OPT='-O0 -g'
    fi
    check "$1: clang -O2" quietly way "$1" clang-O2 CC=clang OPT='-O2 -g'
    # A test may cause a fault on purpose, in a child. One that ends while
    # its threads take turns leaves some that the search for leaks would stop.
    local asan=handle_segv=0
    [ ! -f "build/lines/$1/turns.h" ] || asan+=:detect_leaks=0
    local sanitize='-O1 -g -fsanitize=address,undefined'
    sanitize+=' -fno-sanitize-recover=undefined'
    ASAN_OPTIONS=$asan \
        check "$1: AddressSanitizer, UndefinedBehaviorSanitizer" \
        quietly way "$1" sanitize CC=gcc OPT="$sanitize"
    [ ! -f "build/lines/$1/lock.h" ] ||
        check "$1: ThreadSanitizer" under_threadsanitizer "$1"
    [ "$brief" = no ] && grep -q '^tests:' "build/lines/$1/Makefile" &&
        check "$1: valgrind" quietly under_valgrind "$1"
}

brief=no
if [ "${1-}" = --brief ]; then
    brief=yes
    shift
fi
stages=("$@")
[ $# != 0 ] || for dir in build/lines/*/; do
    name=$(basename "$dir")
    [ -f "$dir/Makefile" ] || continue
    case $name in notes | naive | preface | answer-*) continue ;; esac
    stages+=("$name")
done
for name in "${stages[@]}"; do
    rm -rf "$here"/*/"$name"
    stage "$name"
done
summary
