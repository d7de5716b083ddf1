#!/bin/bash
# debugger.sh - gdb stops at a line of a chapter, seen from the project's root.
set -uo pipefail
. tests/lib.sh
for chapter in book/[0-9]*.nw; do
    stage=$(awk '$1 == "stage:" { print $2; exit }' "$chapter")
    [ -n "$stage" ] && [ -f "build/lines/$stage/tests.c" ] || continue
    # The first statement of hp_malloc, where this chapter defines one.
    line=$(awk '/^void \*hp_malloc\(size_t [a-z]+\)$/ { found = 1 }
        found && /^    (if|return|size_t|arena_enter).*[;)]/ { print FNR; exit }' "$chapter")
    [ -n "$line" ] || continue
    make -s -C "build/lines/$stage" tests >/dev/null || exit 1
    said=$(gdb -q -batch -ex "break $chapter:$line" -ex run -ex 'bt 1' \
        --args "build/lines/$stage/tests" --here free_keeps_errno 2>&1 </dev/null)
    if grep -q "Breakpoint 1, .*at $chapter:" <<<"$said"; then
        ok "gdb stops at $chapter:$line"
    else
        fail "gdb stops at $chapter:$line" "$(tail -n 10 <<<"$said")"
    fi
done
summary
