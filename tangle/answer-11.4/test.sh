# test.sh: tangled from book/answers/11-fastbin.nw; edit that, not this.
# test.sh - all eight, with this heap preloaded; and the machine's own
# heap must say the same.
cc -std=c11 -O1 -fno-builtin -o calls_of calls_of.c || exit 1
for i in 0 1 2 3 4 5 6 7; do
    ours=$(LD_PRELOAD=./libfastbin.so ./calls_of $i </dev/null 2>/dev/null)
    libc=$(./calls_of $i </dev/null 2>/dev/null)
    if [ "$ours" = "$libc" ]; then
        echo "ok    $ours"
    else
        echo "FAIL  $ours, but libc: $libc"
    fi
done
