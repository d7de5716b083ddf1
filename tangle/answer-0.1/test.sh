# test.sh: tangled from book/answers/00-preface.nw; edit that, not this.
# test.sh - 24, 25 and 0 bytes, as libc serves them.
status=0
for pair in '24 24' '25 40' '0 24'; do
    usable=$(./hello "${pair% *}" | sed -n 's/^may use: *//p')
    if [ "$usable" = "${pair#* }" ]; then
        echo "ok    ${pair% *} bytes"
    else
        echo "FAIL  ${pair% *} bytes: $usable"
        status=1
    fi
done
exit $status
