# limits.sh: tangled from book/11-fastbin.nw; edit that, not this.
# limits.sh - cuts and merges for a hundred events, by max_fast, behind a
# cache of this depth; a column for each trace.
echo limit $(cd "$TRACES" && ls -- *.tr.xz | sed 's/\.tr\.xz//')
for limit in 16 32 48 64 80 96 128 144 176; do
    printf '%d' $limit
    for trace in "$TRACES"/*.tr.xz; do
        xzcat "$trace" | ./counts $limit $1 | awk -F ': ' '
            { of[$1] = $2 }
            END { printf " %.1f",
                100 * (of["cuts"] + of["merges"]) / of["events"] }'
    done
    echo
done
