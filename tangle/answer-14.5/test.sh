# test.sh: tangled from book/answers/14-unsortedbin.nw; edit that, not this.
# test.sh - which mistakes do a million even steps find?
for which in first newest at-once backwards; do
    expected=1
    [ $which != backwards ] || expected=0
    found=$(sh plant.sh $which | grep -c invariants)
    if [ "$found" = $expected ]; then
        [ $found = 1 ] && echo "ok    $which: found"
        [ $found = 1 ] || echo "ok    $which: missed"
    else
        echo "FAIL  $which"
    fi
done
