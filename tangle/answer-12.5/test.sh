# test.sh: tangled from book/answers/12-smallbins.nw; edit that, not this.
# test.sh - headers looked at without a map.
make -s counts || exit 1
for trace in "$TRACES"/*.tr.xz; do
    set -- $(xzcat "$trace" | ./counts | awk -F ': ' '
        { of[$1] = $2 } END { print of["stale"], of["larger bin"] }')
    [ "$1" -gt 10000 ] && verdict='ok  ' || verdict=FAIL
    printf '%s  %-6s in vain %8d, for %6d that were found\n' "$verdict" \
        "$(basename "$trace" .tr.xz)" "$1" "$2"
done
