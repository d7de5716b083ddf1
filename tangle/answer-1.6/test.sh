# test.sh: tangled from book/answers/01-pages.nw; edit that, not this.
# test.sh - how many faults are 511, 512 and 1024 pages?
case $(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null) in
'' | *'[never]'*) echo "skip  huge pages: turned off here"; exit ;;
esac
first() { ./touch "$1" | sed -n 's/^faults, write at once *//p'; }
[ "$(first 511)" = 511 ] && echo "ok    511 pages are small" ||
    echo "FAIL  511 pages are small: $(first 511) faults"
huge="$(first 512) $(first 1024)"
case $huge in
'1 2') echo "ok    512 are one fault, 1024 are two" ;;
*512* | *1024*) echo "skip  512: the kernel has no 2 MiB in one piece" ;;
*) echo "FAIL  512 are one fault, 1024 are two: $huge" ;;
esac
