# map.sh: tangled from book/12-smallbins.nw; edit that, not this.
# map.sh - bins that a search without a map would pass, words of the map,
# and how many marks were stale.
echo 'trace        bins    words    stale'
for trace in "$TRACES"/*.tr.xz; do
    xzcat "$trace" | ./counts | awk -F ': ' -v name="$trace" '
        { of[$1] = $2 }
        END {
            gsub(/.*\/|\.tr\.xz/, "", name)
            printf "%-8s %8d %8d %8d\n", name, of["bins on the way"],
                of["words"], of["stale"]
        }'
done
