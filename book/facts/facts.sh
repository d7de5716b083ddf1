#!/bin/sh
# facts.sh - runs one thing that the book asks for; make calls it.
#
#     facts.sh tests STAGE        build/facts/STAGE/tests.tsv
#     facts.sh run STAGE SLUG     build/facts/STAGE/SLUG.run
#     facts.sh dump STAGE NAME    build/facts/STAGE/NAME.heap, the states
#                                 that figures/NAME.scn goes through
#     facts.sh counts STAGE       build/facts/STAGE/counts.tsv
#
# Run from the project's root. One fact of a stage is made at a time: all
# of them build and run in the one folder build/lines/STAGE. With
# FACTS_TWICE=1 a run is done twice and must print the same both times.
#
# A run that needs something of the machine has a recording, in
# figures/data/NEED/STAGE/SLUG.run. Where has.sh finds what it needs, the run
# is made and must print what was recorded. Elsewhere the recording is the
# fact, and SLUG.from says on what machine it was made, and why it is used.
set -eu
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
export LC_ALL=C.UTF-8 TZ=UTC
export TRACES=$PWD/tests/traces         # for the commands in prose

seconds=${FACTS_SECONDS:-600}    # for a run; a busy machine needs many
test_seconds=300                # for all tests of a stage

action=$1 stage=$2
facts=build/facts/$stage lines=build/lines/$stage
here=$PWD

die() {
    echo "$*" >&2
    exit 1
}

# A folder without a Makefile holds only what its runs compile. Its target
# `facts` builds all that prose runs.
build() {
    [ -d "$lines" ] || die "$lines: error: stage $stage is not tangled"
    [ -f "$lines/Makefile" ] || return 0
    goal=all
    ! grep -qs '^facts:' "$lines/Makefile" || goal=facts
    make -s -C "$lines" $goal >"$facts/build.log" 2>&1 9>&- </dev/null || {
        cat "$facts/build.log" >&2
        die "$lines: error: stage $stage does not build"
    }
}

tests() {
    rm -f "$facts/tests.tsv"
    build
    status=0
    : >"$facts/tests.tsv.new"
    if grep -qs '^test-tsv:' "$lines/Makefile"; then
        timeout -k 5 $test_seconds make -s -C "$lines" test-tsv \
            >"$facts/tests.tsv.new" 2>"$facts/tests.log" \
            </dev/null 9>&- || status=$?
        set -- "$lines"/*.c
        [ -f "$1" ] || shift
        red=0
        meant=$(sed 's/[^a-zA-Z_0-9].*//' "$lines/red.txt" 2>/dev/null |
            tr '\n' ' ')
        awk -v stage="$stage" -v status=$status -v meant="$meant" \
            -f book/facts/red.awk "$facts/tests.tsv.new" "$@" >&2 || red=$?
        [ $red != 2 ] || tail -n 10 "$facts/tests.log" >&2
        [ $red = 0 ] || exit 1
    fi
    mv "$facts/tests.tsv.new" "$facts/tests.tsv"
}

# once FILE: runs $cmd in the stage's folder, output into FILE. The last
# `exit` keeps the shell from becoming the command, so that it says
# "Segmentation fault" as it does to a reader.
once() {
    (
        cd "$lines"
        ulimit -c 0
        exec timeout -k 5 "$seconds" sh -c "$cmd
exit \$?" >"$here/$1" 2>&1 </dev/null 9>&-
    )
}

# What a shell, awk or sed says when a script is wrong. Where it stands in
# the output, the status of the whole is no answer.
complaint='^([gm]?awk: (cmd|line|fatal|can|[a-z]+ error)|sh: [0-9]+: |sed: -e )'

# borrow: the recording is the fact, because of $why.
borrow() {
    [ -f "$recording" ] ||
        die "$where: error: \"$cmd\" needs $need and there is no" \
            "$recording: $why"
    read -r machine 2>/dev/null <"$recordings/machine" ||
        die "$where: error: $recordings/machine names no machine"
    cp "$recording" "$out"
    echo "recorded on $machine: $why" >"$from"
}

# compare FILE: is it what was recorded?
compare() {
    cmp -s "$1" "$recording" && return
    what="prints something else than $recording"
    [ -f "$recording" ] || what="needs $need and there is no $recording"
    [ ! -f "$recording" ] ||
        diff "$recording" "$1" | sed -n '1,5s/^/    /p' >&2
    die "$where: error: \"$cmd\" $what; if it is right now:" \
        "install -Dm644 $1 $recording," \
        "and $recordings/machine names this machine"
}

run() {
    slug=$1 out=$facts/$1.run from=$facts/$1.from
    IFS='	' read -r rc need cmd <"$facts/$slug.ask" || :
    recordings=figures/data/$need recording=figures/data/$need/$stage/$1.run
    where=$(awk -F '\t' -v stage="$stage" -v slug="$slug" \
        '$1 == "run" && $2 == stage && $3 == slug { print $5; exit }' \
        build/requests.tsv)
    rm -f "$out" "$from"
    if [ "$need" != - ]; then
        has=0
        why=$(book/facts/has.sh "$need") || has=$?
        case $has in
        0) ;;
        1) borrow; return ;;
        *) die "$where: error: ${why:-has.sh $need ended with status $has}" ;;
        esac
    fi
    build
    status=0
    once "$out.new" || status=$?
    if [ "$status" != "$rc" ]; then
        tail -n 10 "$out.new" | sed 's/^/    /' >&2
        [ "$status" != 124 ] ||
            die "$where: error: \"$cmd\" did not end in $seconds s"
        die "$where: error: \"$cmd\" ended with status $status," \
            "expected $rc"
    fi
    if [ "$rc" = 0 ] && grep -nE "$complaint" "$out.new" >&2; then
        die "$where: error: \"$cmd\" ended well, and one of its commands didn't"
    fi
    if [ -n "${FACTS_TWICE-}" ]; then
        once "$out.again.new" || :
        cmp -s "$out.new" "$out.again.new" || {
            diff "$out.new" "$out.again.new" | sed -n '2,5s/^/    /p' >&2
            die "$where: error: \"$cmd\" does not print the same twice"
        }
        rm -f "$out.again.new"
    fi
    [ "$need" = - ] || compare "$out.new"
    mv "$out.new" "$out"
}

dump() {
    out=$facts/$1.heap
    rm -f "$out"
    build
    timeout -k 5 "$seconds" make -s -C "$lines" heap JSON=1 \
        SCENARIO="../../../figures/$1.scn" >"$out.new" 2>"$facts/$1.log" \
        </dev/null 9>&- || {
        cat "$facts/$1.log" >&2
        die "figures/$1.scn: error: does not run in stage $stage"
    }
    mv "$out.new" "$out"
}

counts() {
    awk -f book/facts/counts.awk -v stage="$stage" build/roots.tsv \
        "$facts/tests.tsv" "$facts/diff.txt" >"$facts/counts.tsv.new"
    mv "$facts/counts.tsv.new" "$facts/counts.tsv"
}

mkdir -p "$facts"
exec 9>"$facts/.lock"
flock 9
shift 2
case $action in
tests | run | dump | counts) "$action" "$@" ;;
*) die "facts.sh: error: unknown action $action" ;;
esac
