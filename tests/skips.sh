#!/bin/bash
# skips.sh - what a stage cannot do yet is named with a reason, and the list
# only shrinks: what one stage runs, the next does not skip. It is counted from
# bump on; the heap of the stages before is the yardstick of chapter 02, which
# maps every request and can do what bump cannot yet.
#
# A test that a stage ran is in the next one's list too, under its name, or
# in that stage's retired.txt: suite TAB test TAB reason; a line that begins
# with a tab goes on with the one before. What stands there runs no more,
# and did run once. It counts from the first stage that has the file. Run
# from the project's root, after `make tangle`.
set -uo pipefail
. tests/lib.sh
previous= last= ever=

# The rows of a stage's retired.txt, one a line.
retired() {
    awk '/^#/ { next }
        /^\t/ { row = row (row ~ /\t.*\t/ ? " " : "\t") substr($0, 2); next }
        { if (row != "") print row; row = $0 }
        END { if (row != "") print row }' "build/lines/$1/retired.txt"
}

# gone STAGE ROWS: complains of tests that disappeared without a word, and of
# words without a test. Reads what the stage before ran from $last.
gone() {
    awk -F '\t' -v before="$previous" '
        FILENAME == ARGV[1] { if ($2 != "") now[$2]; next }
        FILENAME == ARGV[2] { if ($2 != "") ever[$2]; next }
        FILENAME == ARGV[3] {
            told[$2]
            if (NF < 3 || $3 == "")
                print $2 ": retired without a reason"
            if ($2 in now)
                print $2 ": stands in retired.txt, and runs"
            if (!($2 in ever))
                print $2 ": stands in retired.txt, and never ran"
            next
        }
        $2 != "" && $3 == "pass" && !($2 in now) && !($2 in told) {
            print $2 ": " before " runs it, and it is gone"
        }' <(printf '%s\n' "$2") <(printf '%s\n' "$ever") <(retired "$1") \
        <(printf '%s\n' "$last")
}

for chapter in book/[0-9]*.nw; do
    stage=$(awk '$1 == "stage:" { print $2; exit }' "$chapter")
    [ -n "$stage" ] && [ -f "build/lines/$stage/skips.h" ] || continue
    case $stage in contract | chunks) continue ;; esac
    rows=$(make -s -C "build/lines/$stage" test-tsv 2>/dev/null)
    complaints=$(awk -F '\t' -v stage="$stage" -v before="$previous" '
        FILENAME == ARGV[1] { result[$1 " " $2] = $3; next }
        $3 == "skip" && $4 == "" { print $2 ": skipped without a reason" }
        $3 == "skip" && result[$1 " " $2] == "pass" {
            print $2 ": " before " runs it, " stage " skips it: " $4
        }' <(printf '%s\n' "$last") <(printf '%s\n' "$rows"))
    if [ -z "$complaints" ] && [ -n "$rows" ]; then
        ok "$stage: $(grep -c $'\tskip\t' <<<"$rows") skipped, each with a reason, none of them new"
    else
        fail "$stage" "${complaints:-no tests ran}"
    fi
    if [ -f "build/lines/$stage/retired.txt" ] && [ -n "$previous" ]; then
        complaints=$(gone "$stage" "$rows")
        if [ -z "$complaints" ]; then
            ok "$stage: of $previous's tests, each runs or is retired"
        else
            fail "$stage: tests of $previous" "$complaints"
        fi
    fi
    last=$rows previous=$stage ever+=$rows$'\n'
done
summary
