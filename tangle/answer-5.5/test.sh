# test.sh: tangled from book/answers/05-free-list.nw; edit that, not this.
# test.sh - does the second malloc return the variable?
if ./stale; then
    echo 'ok    malloc returns the variable'
else
    echo 'FAIL  malloc returns something else'
fi
