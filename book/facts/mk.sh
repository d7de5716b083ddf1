#!/bin/sh
# mk.sh - turns what the chapters ask for into make rules: build/facts.mk.
#
# Run from the project's root, after the first pass. Reads the chapters'
# headers and build/{roots,requests,pages}.tsv. Removes the facts and the
# figures that nobody asks for any more. Leaves a facts.mk alone that says
# the same, so that make need not start anew; on an error there is none, so
# that a Makefile that includes it stops.
set -eu

mk=build/facts.mk
mkdir -p build/facts build/figures
awk -F'\t' '$2 != "-" && !seen[$2]++ { print "build/facts/" $2 }' \
    build/requests.tsv | xargs -r mkdir -p
awk -f book/facts/mk.awk book/[0-9]*.nw \
    build/roots.tsv build/requests.tsv build/pages.tsv >$mk.new || {
    rm -f $mk $mk.new
    exit 1
}

# mk.awk ends its rules with the list of all the files they make.
find build/facts build/figures -type f |
    grep -E '\.(run|ask|from|heap|tsv|txt|log|new|svg|pdf|alt)$' |
    awk 'FNR == NR { if ($1 == "#made") wanted[$2]; next }
         !($0 in wanted)' $mk.new - |
    while IFS= read -r stale; do rm -f "$stale"; done

if cmp -s $mk.new $mk; then rm $mk.new; else mv $mk.new $mk; fi
