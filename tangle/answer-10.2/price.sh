# price.sh: tangled from book/answers/10-tcache.nw; edit that, not this.
# price.sh - for each trace and depth: bytes in the cache at most, and
# thousands of bytes of heap at the peak.
printf '%-8s %5s %7s %7s %7s\n' trace depth served cached heap
for trace in "$TRACES"/*.tr.xz; do
    for depth in 0 1 3 7 16 64; do
        xzcat "$trace" | ./counts $depth | awk -F ': ' -v depth=$depth \
            -v name="$(basename "$trace" .tr.xz)" '
            { of[$1] = $2 }
            END { printf "%-8s %5d %6.1f%% %7d %6dK\n", name, depth,
                of["served percent"], of["most bytes cached"],
                of["peak heap bytes"] / 1024 }'
    done
done
