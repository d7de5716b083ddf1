# plants.sh: tangled from book/14-unsortedbin.nw; edit that, not this.
# plants.sh - each mistake of plant.sh: how many steps the shortest stream
# has that shows it, and what the invariants say of the heap then.
echo 'mistake     steps  invariants'
for which in first newest at-once remember stale; do
    sh plant.sh $which | awk -v which=$which '
        /^\/\/ stream/ { sub(/.*invariants: /, ""); said = $0 }
        /;$/ { steps++ }
        END { printf "%-10s %6d  %s\n", which, steps, said }'
done
