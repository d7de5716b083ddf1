# orders.sh: tangled from book/answers/07-tags.nw; edit that, not this.
# orders.sh - the traces, with the ring searched from the newest.
for trace in "$TRACES"/*.tr.xz; do
    xzcat "$trace" | ./counts | awk -F ': ' -v t="$trace" '
        { of[$1] = $2 }
        END {
            gsub(/.*\/|\.tr\.xz/, "", t)
            printf "%-8s %7d bytes of heap, %9d probes\n", t,
                of["peak heap bytes"], of["probes"]
        }'
done
