# test.sh: tangled from book/answers/15-system.nw; edit that, not this.
# test.sh - are there few calls in between, and many outside?
few() {             # few NAME LEAST MOST ARGUMENT...
    name=$1 least=$2 most=$3
    shift 3
    calls=$(./rounds "$@" | awk '{ print $2 }')
    if [ "$calls" -ge "$least" ] && [ "$calls" -le "$most" ]; then
        echo "ok    $name: $calls calls"
    else
        echo "FAIL  $name: $calls calls"
    fi
}
few 'a block below the threshold' 0 1 64
few 'a block that is learnt' 0 10 1024
few 'a block that is too large to learn' 2000 2000 32768
few 'a block with fixed thresholds' 2000 2000 1024 fixed
