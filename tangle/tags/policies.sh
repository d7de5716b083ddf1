# policies.sh: tangled from book/07-tags.nw; edit that, not this.
# policies.sh - the traces with immediate and with deferred coalescing:
# merges, cuts, thousands of chunks looked at or passed, KiB at the peak.
row() {
    xzcat "$trace" | ./"$1" | awk -F ': ' '
        { of[$1] = $2 }
        END {
            if (!("merges" in of))
                exit 1
            printf "%d %d %d %d\n", of["merges"], of["splits"],
                (of["probes"] + of["swept"]) / 1000,
                of["peak heap bytes"] / 1024
        }'
}
printf '%-8s %15s %15s %15s %13s\n' '' 'merges    ' 'cuts     ' \
    'walked, thous.' 'held, KiB  '
printf '%-8s %7s %7s %7s %7s %7s %7s %6s %6s\n' trace \
    'at free' late 'at free' late 'at free' late 'a. f.' late
for trace in "$TRACES"/*.tr.xz; do
    set -- $(row counts) $(row counts_late)
    [ $# = 8 ] || exit 1
    printf '%-8s %7d %7d %7d %7d %7d %7d %6d %6d\n' \
        "$(basename "$trace" .tr.xz)" \
        "$1" "$5" "$2" "$6" "$3" "$7" "$4" "$8"
done
