# test.sh: tangled from book/answers/17-glibc.nw; edit that, not this.
# test.sh - a heap with another mallopt: do the profiles see it?
if [ "$(getconf GNU_LIBC_VERSION)" != 'glibc 2.36' ]; then
    echo 'skip  the profiles see nothing: another C library'
    exit 0
fi
case $(sh identical.sh ./libmallopt.so 1 1000 | tail -n 1) in
all*' 0') echo 'ok    the profiles see nothing' ;;
*) echo 'FAIL  the profiles see nothing' ;;
esac
theirs=$(./fast) ours=$(LD_PRELOAD=./libmallopt.so ./fast)
if [ "$theirs" = 0 ] && [ "$ours" = 2 ]; then
    echo "ok    a program sees $theirs and $ours"
else
    echo "FAIL  a program sees $theirs and $ours"
fi
