# worse.sh: tangled from book/09-arenas.nw; edit that, not this.
# worse.sh - megabytes that the heap holds, over the number of threads:
# work shared out, work in turn, and work in turn with one arena.
for threads in 1 2 3 4 5 6 7 8; do
    echo $threads
    for game in "share $threads" "turn $threads" "turn $threads 1"; do
        ./held $game | awk '/^held: / { print $2 / 1e6 }'
    done
done | paste -d ' ' - - - -
