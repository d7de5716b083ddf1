#!/bin/bash
# speed.sh - how long does an author wait? Does in a copy of the last commit
# what an author does, and holds each time against what is promised. Run
# from the project's root, when the machine has nothing else to do: short
# times are the best of three, long ones are taken once.
set -uo pipefail
. tests/lib.sh
unset MAKEFLAGS MFLAGS MAKELEVEL
dir=$(mktemp -d "${TMPDIR:-/tmp}/hpoc-speed.XXXXXX")
trap 'rm -rf "$dir"' EXIT
git clone -q . "$dir/book" && cd "$dir/book" || exit 1

# within SECONDS TIMES NAME COMMAND [BEFORE]: BEFORE is not measured.
within() {
    local most=$1 times=$2 name=$3 command=$4 before=${5:-:} best= began ms
    for ((i = 0; i < times; i++)); do
        eval "$before"
        began=${EPOCHREALTIME/./}
        eval "$command" >"$dir/said" 2>&1 || {
            fail "$name" "$(tail -n 10 "$dir/said")"
            return
        }
        ms=$(((${EPOCHREALTIME/./} - began) / 1000))
        [ -n "$best" ] && [ "$best" -le "$ms" ] || best=$ms
    done
    name="$(printf '%6.2f s of %5s  %s' "${best}e-3" "$most" "$name")"
    if awk "BEGIN { exit !($best <= $most * 1000) }"; then
        ok "$name"
    else
        fail "$name"
    fi
}

page() {        # page CHAPTER: what make calls its page
    local name=${1##*/}
    echo "build/html/${name%.nw}.html"
}

within 2 3 'make tangle, from nothing' 'make tangle' 'rm -rf build tangle'
within 300 1 'make -j2 book, after it' 'make -j2 book'
within 0.5 3 'make book, nothing to do' 'make book'
for chapter in book/[0-9]*.nw; do
    within 3 3 "a word more in $chapter, to its page" \
        "make $(page "$chapter")" "echo 'A word.' >>$chapter"
done
within 30 1 'all pages anew' 'make -j2 html' 'rm build/html/*.html'
within 60 1 'the PDF anew' 'make pdf' 'rm build/hpoc.pdf build/hpoc.tex'
summary
