# steps.sh: tangled from book/14-unsortedbin.nw; edit that, not this.
# steps.sh - how many chunks each trace sorts, and the steps along rings
# of sizes that this takes; when free sorts, and when it doesn't.
echo '              at once             one chance'
echo 'trace      sorted   steps      sorted   steps'
for trace in "$TRACES"/*.tr.xz; do
    { xzcat "$trace" | ./counts 1; xzcat "$trace" | ./counts; } |
        awk -F ': ' -v name="$trace" '
            /^sorted|^steps/ { of[n++] = $2 }
            END {
                gsub(/.*\/|\.tr\.xz/, "", name)
                printf "%-8s %8d %7d %11d %7d\n", name, of[0], of[1],
                    of[2], of[3]
            }'
done
