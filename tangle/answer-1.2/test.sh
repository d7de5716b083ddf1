# test.sh: tangled from book/answers/01-pages.nw; edit that, not this.
# test.sh - the dice: how many gaps, and is there a largest?
case $(setarch -R ./gap 16) in
*" 1") echo "ok    without the dice there is one gap" ;;
*) echo "FAIL  without the dice there is one gap" ;;
esac
if [ "$(cat /proc/sys/kernel/randomize_va_space)" != 2 ]; then
    echo "skip  with them there are many: this machine doesn't roll them"
    exit
fi
[ "$(./gap 100 | sed 's/.* //')" -gt 50 ] &&
    echo "ok    with them there are many" ||
    echo "FAIL  with them there are many"
largest=$(for i in $(seq 200); do ./gap; done | sort -n -k 5 |
    tail -n 1 | sed 's/.* //')
[ "$largest" -le 262144 ] && echo "ok    none is above a gibibyte" ||
    echo "FAIL  none is above a gibibyte: $largest pages"
