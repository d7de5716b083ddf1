# test.sh: tangled from book/answers/16-checks.nw; edit that, not this.
# test.sh - are most accidents noticed?
sh rows.sh >out
if awk '/found/ && $4 < 60 { exit 1 }' out; then
    echo 'ok    more than half, whatever was written'
else
    echo 'FAIL  some accident is rarely noticed'
fi
rm -f out
