#!/bin/bash
# red.sh - each chapter's opening test: it must fail on the stage before and
# pass on its own. Prints the matrix; fails when a test is green too early or
# red at home. Run from the project's root, after `make tangle`.
#
# A chapter names its test in its header: `red: red_bump.c`, and the folder
# on which it fails: `before: chunks` (the stage before, when it says nothing).
set -euo pipefail
here=build/red
good=0 bad=0 previous=-
rm -rf "$here"

header() {      # header FILE KEY: the value of KEY in FILE's YAML header
    awk -v key="$2:" 'FNR == 1 { next } $0 == "---" { exit }
        $1 == key { sub(/^[^:]*:[ \t]*/, ""); sub(/[ \t]*#.*/, ""); print }' "$1"
}

try() {         # try FOLDER STAGE PROGRAM: builds and runs it; prints red|green
    local dir=$here/$1-$3
    mkdir -p "$dir"
    cp tangle/"$1"/* "$dir" 2>/dev/null || true
    cp "tangle/$2/$3.c" "$dir"
    rm -f "$dir"/*.o "$dir"/*.so
    if ! make -s -C "$dir" STAGE="$1" all "$3" >"$dir/build.log" 2>&1; then
        cat "$dir/build.log" >&2
        echo unbuilt
    elif (cd "$dir" && timeout 120 "./$3" "./lib$1.so") >"$dir/out" 2>&1; then
        echo green
    else
        echo red
    fi
}

printf '%-12s %-24s %-22s %s\n' chapter 'opening test' before 'on its own'
for chapter in book/[0-9]*.nw; do
    stage=$(header "$chapter" stage)
    red=$(header "$chapter" red)
    before=$(header "$chapter" before)
    if [ -n "$red" ]; then
        program=${red%.c} before=${before:-$previous}
        then=$(try "$before" "$stage" "$program")
        now=$(try "$stage" "$stage" "$program")
        printf '%-12s %-24s %-22s %s\n' "$stage" "$program" \
            "$then on $before" "$now on $stage"
        if [ "$then $now" = 'red green' ]; then
            good=$((good + 1))
        else
            bad=$((bad + 1))
            echo "$chapter: error: $program should be red on $before" \
                "and green on $stage"
            sed 's/^/    /' "$here/$before-$program/out" \
                "$here/$stage-$program/out" 2>/dev/null || true
        fi
    fi
    previous=${stage:-$previous}
done
echo "$good passed, $bad failed"
[ "$bad" = 0 ]
