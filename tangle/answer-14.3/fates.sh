# fates.sh: tangled from book/14-unsortedbin.nw; edit that, not this.
# fates.sh - of the chunks that each trace puts on the unsorted bin, how
# many fit, were bitten, were sorted, and were merged (or are there still).
echo 'trace    unsorted   fit  bitten  merged  sorted'
for trace in "$TRACES"/*.tr.xz; do
    xzcat "$trace" | ./counts | awk -F ': ' -v name="$trace" '
        { of[$1] = $2 }
        END {
            gsub(/.*\/|\.tr\.xz/, "", name)
            merged = of["unsorted"] - of["exact"] - of["bites"]
            merged -= of["sorted"]
            printf "%-8s %8d %5d %7d %7d %7d\n", name, of["unsorted"],
                of["exact"], of["bites"], merged, of["sorted"]
        }'
done
