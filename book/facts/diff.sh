#!/bin/sh
# diff.sh - diff.sh PREVIOUS STAGE writes build/facts/STAGE/diff.txt, what
# changed between two stages. PREVIOUS is - for the first one. Only the
# files that the book tangles count, whatever else lies in the folders.
set -eu
export LC_ALL=C.UTF-8

previous=$1 stage=$2 out=build/facts/$2/diff.txt

awk -F '\t' -v a="$previous" -v b="$stage" '
    $1 == a || $1 == b { sub(/.*\//, "", $2); print $2 }' build/roots.tsv |
    sort -u | while IFS= read -r name; do
    old=tangle/$previous/$name from=a/$previous/$name
    new=tangle/$stage/$name to=b/$stage/$name
    [ -f "$old" ] || old=/dev/null from=/dev/null
    [ -f "$new" ] || new=/dev/null to=/dev/null
    diff -u --label "$from" --label "$to" "$old" "$new" || [ $? = 1 ]
done >"$out.new"
mv "$out.new" "$out"
