# paths.sh: tangled from book/12-smallbins.nw; edit that, not this.
# paths.sh - of what gets to the arena, how many percent each place serves;
# behind a cache of this depth.
for trace in "$TRACES"/*.tr.xz; do
    xzcat "$trace" | ./counts $1 | awk -F ': ' -v name="$trace" '
        { of[$1] = $2 }
        function share(n) { printf " %.1f", 100 * n / all }
        END {
            gsub(/.*\/|\.tr\.xz/, "", name)
            all = of["fast bin"] + of["right bin"] + of["bite"] \
                + of["remainder"] + of["larger bin"] + of["large"] \
                + of["top"]
            printf "%s", name
            share(of["fast bin"]); share(of["right bin"])
            share(of["bite"] + of["remainder"]); share(of["larger bin"])
            share(of["large"]); share(of["top"])
            print ""
        }'
done
