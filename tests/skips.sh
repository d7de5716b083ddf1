#!/bin/bash
# skips.sh - what a stage cannot do yet is named with a reason, and the list
# only shrinks: what one stage runs, the next does not skip. It is counted from
# bump on; the heap of the stages before is the yardstick of chapter 02, which
# maps every request and can do what bump cannot yet. Run from the project's
# root, after `make tangle`.
set -uo pipefail
. tests/lib.sh
previous= last=
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
    last=$rows previous=$stage
done
summary
