# test.sh: tangled from book/answers/02-contract.nw; edit that, not this.
# test.sh - remainders, foretold.
look() {
    got=$(LD_PRELOAD=./libnaive.so ./remainders $1)
    [ "$got" = "$2" ] && echo "ok    $1: $2" || echo "FAIL  $1: $got"
}
look '24 1 40 8' '8 8 1 1'
look '5 24 1 40 8' '8 5 5 14 14'
look '24 8 24 8' '8 8 8 8'
