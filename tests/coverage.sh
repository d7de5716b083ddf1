#!/bin/bash
# coverage.sh - which lines of the chapters do their tests run? Every stage
# is compiled once more for gcov, in build/coverage/<stage>; the code there
# has #line, so gcov counts lines of book/*.nw. Run from the project's root,
# after `make tangle`.
#
# What runs: the stage's tests, its opening tests, and the library in front
# of programs that call each of libc's names (coverage/names.c, and reports.c
# where there are settings and reports). A line of
# the heap counts as covered when any stage that holds it runs it. Tools,
# counted apart, run as prose and figures run them.
#
# Prints a table, and each line of a heap that never ran as file:line: text;
# writes build/coverage/<chapter>.tsv. Fails when less than LEAST percent of
# a chapter's heap is covered, for chapters from number FROM on.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)/coverage
out=build/coverage
export TRACES=$PWD/tests/traces         # for the commands in prose
export LEAST=${LEAST:-95} FROM=${FROM:-04}
unset MAKEFLAGS MFLAGS MAKELEVEL      # the stages stand alone

doing='the setting up'
trap '[ $? = 0 ] || [ -z "$doing" ] || echo "coverage: $doing failed"' EXIT
rm -rf "$out"
mkdir -p "$out"

# The tests expect some calls to abort: flush.c saves what was counted.
gcc -O1 -fPIC -c -o "$out/flush.o" "$here/flush.c"
gcc -O1 -fno-builtin -o "$out/names" "$here/names.c"
gcc -O1 -fno-builtin -w -o "$out/reports" "$here/reports.c" -pthread
options='-O0 -g --coverage -fkeep-inline-functions'
options+=" -Wl,$PWD/$out/flush.o -Wl,--wrap=_exit"

build() {       # build STAGE GOAL...
    local stage=$1
    shift
    make -s -C "$out/$stage" STAGE="$stage" CC=gcc OPT="$options" "$@"
}

counted() {     # counted STAGE KIND FILE.gcno...: what gcov says, as JSON
    local stage=$1 kind=$2
    shift 2
    [ $# = 0 ] || (cd "$out/$stage" && gcov -j -t "$@" 2>>gcov.log) \
        > "$out/$stage.$kind.json"
}

# The tools are run as the prose runs them, after the heap was counted, ten
# seconds each: which lines run shows soon. What they print, and how they
# end, is of no interest here.
run_tools() {   # run_tools STAGE
    local command
    [ -f build/requests.tsv ] || return 0
    awk -F '\t' -v s="$1" '$1 == "run" && $2 == s { print $6 }' \
        build/requests.tsv | while IFS= read -r command; do
        (cd "$out/$1" && OPT=$options timeout -k 2 10 sh -c "$command") \
            >/dev/null 2>&1 </dev/null || true
    done
    for scene in $(awk -F '\t' -v s="$1" '
            $1 == "figure" && $2 == s { print $3 }' build/requests.tsv |
            sort -u); do
        build "$1" heap SCENARIO="../../../figures/$scene.scn" >/dev/null
    done
}

# With settings that reach what the usual ones don't.
reports() {     # reports LIBRARY
    local setting
    for setting in arena_test=2 tcache_unsorted_limit=3 hugetlb=1 hugetlb=2 \
        hugetlb=0x200000 perturb=7; do
        LD_PRELOAD=$1 GLIBC_TUNABLES=glibc.malloc.$setting ../reports \
            2>/dev/null
    done
}

cover() {       # cover STAGE
    local stage=$1 dir=$out/$1 unit heap tests=() tools=() red
    mkdir "$dir"
    cp build/lines/"$stage"/* "$dir" 2>/dev/null || true
    build "$stage" clean
    build "$stage" "lib$stage.so"       # compiles the heap, and only that
    heap=" $(cd "$dir" && echo *.gcno) "
    build "$stage" facts tests
    (
        cd "$dir"
        ./tests >tests.log || { cat tests.log; exit 1; }
        for red in red_*.c; do
            [ -x "${red%.c}" ] || continue
            "./${red%.c}" "./lib$stage.so" >>tests.log 2>&1 ||
                { cat tests.log; exit 1; }
        done
        LD_PRELOAD=./lib$stage.so ../names
        if nm -D "lib$stage.so" | grep -q ' T mallopt$'; then
            reports "$PWD/lib$stage.so"
        fi
    )
    for unit in "$dir"/*.gcno; do
        unit=${unit##*/}
        case $heap,$unit in
        *" $unit "*) ;;
        *,*test*.gcno | *,red_*) tests+=("$unit") ;;
        *) tools+=("$unit") ;;
        esac
    done
    # shellcheck disable=SC2086     # names of files hold no blanks
    counted "$stage" heap $heap
    counted "$stage" tests "${tests[@]}"
    run_tools "$stage"
    counted "$stage" tools "${tools[@]}"
}

for chapter in book/[0-9]*.nw; do
    stage=$(awk 'FNR == 1 { next } $0 == "---" { exit }
        $1 == "stage:" { print $2 }' "$chapter")
    [ -n "$stage" ] && [ -f "build/lines/$stage/preload.c" ] || continue
    doing="stage $stage"
    cover "$stage"
done
doing=
node "$here/table.js" "$out"
