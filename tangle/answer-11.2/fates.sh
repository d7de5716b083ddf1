# fates.sh: tangled from book/11-fastbin.nw; edit that, not this.
# fates.sh - how many chunks each trace puts on fast bins, how many of them
# a request takes off again, and how many are consolidated.
echo 'trace     put on  taken off  consolidated  times  most at once'
for trace in "$TRACES"/*.tr.xz; do
    xzcat "$trace" | ./counts | awk -F ': ' -v name="$trace" '
        { of[$1] = $2 }
        END {
            gsub(/.*\/|\.tr\.xz/, "", name)
            printf "%-8s %7d %10d %13d %6d %13d\n", name,
                of["to fast bins"], of["from fast bins"],
                of["consolidated"], of["consolidations"],
                of["most at once"]
        }'
done
