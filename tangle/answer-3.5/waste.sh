# waste.sh: tangled from book/03-chunks.nw; edit that, not this.
# waste.sh - a row of ./waste for every trace in $TRACES.
printf '%-8s %8s %6s %6s %6s %6s %6s %6s %8s\n' \
    trace requests bytes tiny exact label round both 16-byte
for trace in "$TRACES"/*.tr.xz; do
    printf '%-8s ' "$(basename "$trace" .tr.xz)"
    xzcat "$trace" | ./waste
done
