#!/bin/bash
# stress.sh - eight threads do everything at once to the heap of each stage
# that has a lock: twice, with the tests' system and with the real one. Run
# from the project's root, after `make tangle`.
#
#     stress.sh                            each stage, two seconds
#     stress.sh STAGE [SECONDS [RUNS]]     one stage, for longer
#     stress.sh --selftest STAGE           on a copy without a lock; must fail
#
# Every run has another seed, which is told when it fails.
set -uo pipefail
here=build/stress
. tests/lib.sh

# build STAGE FOLDER: the program, with os_test.o and with os.o. The copy is
# what the tangler wrote, with the chapters' lines.
build() {
    mkdir -p "$2"
    rm -f "$2"/*
    cp build/lines/"$1"/*.[ch] build/lines/"$1"/Makefile "$2"
    [ "${3-}" != unlocked ] || sed -i -E \
        '/^static inline void lock_(take|drop)/,/^}/s/^\{/{ (void)lock; return;/' \
        "$2/lock.h"
    cp tests/stress/stress.c "$2"
    cat >>"$2/Makefile" <<'END'
stress-tests stress-real: stress.o $(HEAP)
	$(CC) $(CFLAGS) -o $@ $^ -pthread
stress-tests: os_test.o
stress-real: os.o
END
    make -s -C "$2" STAGE="$1" OPT="${OPT:--O2 -g}" stress-tests stress-real
}

runs() {        # runs PROGRAM SECONDS RUNS
    local run seed
    for ((run = 1; run <= $3; run++)); do
        seed=$((RANDOM * 32768 + RANDOM))
        "$1" "$2" "$seed" || { echo "seed $seed, run $run: $1 $2 $seed"; return 1; }
    done
}

stress() {      # stress STAGE SECONDS RUNS
    local system
    build "$1" "$here/$1" || { fail "$1: stress builds"; return; }
    for system in tests real; do
        check "$1: $3 x $2 s, the system of the $system" \
            runs "$here/$1/stress-$system" "$2" "$3"
    done
}

# A lock that doesn't lock is noticed. Three tries, for it may be lucky.
unlocked() {
    build "$1" "$here/unlocked" unlocked >&2 || return 1
    for try in 1 2 3; do
        "$here/unlocked/stress-tests" 2 "$try" >/dev/null 2>&1 || return 0
    done
    return 1
}

if [ "${1-}" = --selftest ]; then
    check "$2: a lock that does not lock is noticed" unlocked "$2"
elif [ $# != 0 ]; then
    stress "$1" "${2:-10}" "${3:-1}"
else
    for dir in build/lines/*/; do
        stage=$(basename "$dir")
        case $stage in answer-*) continue ;; esac
        [ ! -f "$dir/lock.h" ] || stress "$stage" 2 1
    done
fi
summary
