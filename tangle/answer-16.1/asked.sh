# asked.sh: tangled from book/16-checks.nw; edit that, not this.
# asked.sh - for each trace: its calls, how many questions they ask, and
# how many that is for each.
make -s -C counted play
echo 'trace       calls   questions   each'
for trace in "$TRACES"/*.tr.xz; do
    xzcat "$trace" | counted/play 2>&1 | awk -F ': ' -v name="$trace" '
        /^events/ { calls = $2 }
        /^asked/ { asked = $2 }
        END {
            gsub(/.*\/|\.tr\.xz/, "", name)
            printf "%-8s %8d %11d %6.2f\n", name, calls, asked,
                asked / calls
        }'
done
