# test.sh: tangled from book/answers/13-largebins.nw; edit that, not this.
# test.sh - the six traces with worst fit.
make -s looks again || exit 1
sh looked.sh
bought=$(./again | awk '/bought/ { print $NF }')
[ "$bought" -gt 0 ] && echo "ok    bytes bought again: $bought" ||
    echo 'FAIL  nothing was bought'
