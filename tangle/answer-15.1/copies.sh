# copies.sh: tangled from book/15-system.nw; edit that, not this.
# copies.sh - for each trace: calls that made a block larger, those that
# moved it in the arena; kilobytes copied if all had moved, and that were;
# kilobytes asked of calloc, and cleared.
echo 'trace     grown moved   copied: all   now   calloc: all   now'
for trace in "$TRACES"/*.tr.xz; do
    xzcat "$trace" | ./counts | awk -F ': ' -v name="$trace" '
        { of[$1] = $2 }
        END {
            gsub(/.*\/|\.tr\.xz/, "", name)
            printf "%-8s %6d %5d %13d %5d %13d %5d\n", name, of["grown"],
                of["moved"], of["old copies"] / 1000,
                of["copied"] / 1000, of["asked"] / 1000,
                of["cleared"] / 1000
        }'
done
