# batches.sh: tangled from book/14-unsortedbin.nw; edit that, not this.
# batches.sh - steps of sorting for each block of a batch: when free sorts;
# and when it doesn't, after nothing, another request, the same ones in
# their order, and the same ones backwards.
steps() {           # steps N WHAT [at-once]
    ./batch "$@" | awk -v n="$1" '/^steps/ { printf " %.1f", $2 / n }'
}
for n in 50 100 200 500 1000 2000 4000; do
    printf '%d' $n
    steps $n free at-once
    for what in free other same reverse; do
        steps $n $what
    done
    echo
done
