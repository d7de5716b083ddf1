# depths.sh: tangled from book/10-tcache.nw; edit that, not this.
# depths.sh - what the cache takes, in percent, by its depth; a column for
# each trace.
echo depth $(cd "$TRACES" && ls -- *.tr.xz | sed 's/\.tr\.xz//')
for depth in 0 1 2 3 4 5 7 10 16 24 32; do
    printf '%d' $depth
    for trace in "$TRACES"/*.tr.xz; do
        printf ' %s' "$(xzcat "$trace" | ./counts $depth |
            sed -n 's/served percent: //p')"
    done
    echo
done
