# test.sh: tangled from book/answers/15-system.nw; edit that, not this.
# test.sh - is a block copied once, and with walls a few times more?
moves() {
    ./steps "$@" | sed -n 's/moved: //p'
}
said="$(moves) times alone, $(moves 24) and $(moves 5000) among walls"
if [ "$(moves)" -eq 1 ] && [ "$(moves 24)" -lt 10 ] &&
    [ "$(moves 5000)" -lt 30 ]; then
    echo "ok    a block moves $said"
else
    echo "FAIL  a block moves $said"
fi
