# test.sh: tangled from book/answers/07-tags.nw; edit that, not this.
# test.sh - the traces with a foot of its own for every chunk.
peak() {
    xzcat "$trace" | "$1" | sed -n 's/^peak heap bytes: //p'
}
rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
sed -i 's/request + sizeof(size_t)/request + 2 * sizeof(size_t)/' \
    copy/chunk.h
make -s play && make -s -C copy STAGE=tags play
for trace in "$TRACES"/*.tr.xz; do
    lent=$(peak ./play) own=$(peak copy/play)
    name=$(basename "$trace" .tr.xz)
    if [ "$own" -gt 0 ] && [ "$lent" -gt 0 ]; then
        echo "ok    $name: $lent bytes with the loan, $own without"
    else
        echo "FAIL  $name: $lent, $own"
    fi
done
rm -rf copy
