# test.sh: tangled from book/answers/01-pages.nw; edit that, not this.
# test.sh - is the largest promise what the setting says?
cc -std=c11 -O2 -Wall -Werror -o vast vast.c || exit 1
largest=$(./vast)
rm -f vast
mebibytes() {
    awk -v wanted="$1" 'wanted ~ $1 { sum += $2 }
        END { print int(sum / 1024) }' /proc/meminfo
}
case $(cat /proc/sys/vm/overcommit_memory) in
0) limit=$(mebibytes 'MemTotal: SwapTotal:') ;;
1) limit=134217727 ;;
*) echo "skip  the limit: it depends on the others here"; exit ;;
esac
awk -v a="$largest" -v b="$limit" 'BEGIN {
    near = a > .95 * b && a < 1.05 * b
    print (near ? "ok    " : "FAIL  ") "the limit: " a " of " b " MiB"
}'
