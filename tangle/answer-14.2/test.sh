# test.sh: tangled from book/answers/14-unsortedbin.nw; edit that, not this.
# test.sh - plants four mistakes, and asks whether the model sees them.
for which in oldest all-bite crumbs last-of-top; do
    sh plant.sh $which >out
    said=$(sed -n '1s/.*invariants: //p' out)
    if [ "$said" ]; then
        echo "ok    $which: $(grep -c ';$' out) steps; $said"
    else
        echo "FAIL  $which: not seen"
    fi
done
rm -f out
