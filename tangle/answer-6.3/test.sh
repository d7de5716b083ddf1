# test.sh: tangled from book/answers/06-coal.nw; edit that, not this.
# test.sh - three sizes, with k blocks and with k - 1.
make -s -f Makefile -f pins.mk pins || exit 1
for n in 1048576 400000 100000; do
    for fewer in '' fewer; do
        if said=$(./pins $n $fewer); then
            echo "ok    $said"
        else
            echo "FAIL  $said"
        fi
    done
done
