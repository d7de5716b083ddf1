# test.sh: tangled from book/answers/14-unsortedbin.nw; edit that, not this.
# test.sh - a hundred rounds of the cycle.
make -s -f Makefile -f cycle.mk cycle || exit 1
if said=$(./cycle); then
    echo "ok    $said"
else
    echo "FAIL  $said"
fi
