# policies.sh: tangled from book/06-coal.nw; edit that, not this.
# policies.sh - the traces with three ways of coalescing: deferred, by a
# sweep at every free, and on the spot. Merges, thousands of chunks passed
# or looked at, and KiB of heap at the peak.
row() {
    xzcat "$trace" | ./"$1" | awk -F ': ' '
        { of[$1] = $2 }
        END {
            if (!("merges" in of))
                exit 1
            printf "%d %d %d\n", of["merges"],
                (of["probes"] + of["steps"]) / 1000,
                of["peak heap bytes"] / 1024
        }'
}
printf '%-8s %22s %22s %17s\n' '' 'merges          ' \
    'walked, thousands   ' 'held, KiB     '
printf '%-8s %6s %8s %6s %6s %8s %6s %5s %5s %5s\n' trace \
    defer 'at free' spot defer 'at free' spot defer 'at f.' spot
for trace in "$TRACES"/*.tr.xz; do
    set -- $(row counts) $(row counts_eager) $(row counts_spot)
    [ $# = 9 ] || exit 1
    printf '%-8s %6d %8d %6d %6d %8d %6d %5d %5d %5d\n' \
        "$(basename "$trace" .tr.xz)" \
        "$1" "$4" "$7" "$2" "$5" "$8" "$3" "$6" "$9"
done
