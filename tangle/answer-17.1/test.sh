# test.sh: tangled from book/answers/17-glibc.nw; edit that, not this.
# test.sh - what differs when the C library has no company?
differing() {       # differing PROFILE: lines; and the first, in first.log
    ./player "$1" 1 2000 >libc.log
    LD_PRELOAD=./libanswer-17.1.so ./player "$1" 1 2000 >here.log
    diff libc.log here.log >differ.log
    sed -n '2p' differ.log >first.log
    grep -c '^<' differ.log
}
say() {             # say NAME WHAT...: ok if that is so
    name=$1
    shift
    "$@" && echo "ok    $name" || echo "FAIL  $name"
}
if [ "$(getconf GNU_LIBC_VERSION)" != 'glibc 2.36' ]; then
    echo 'skip  one thread, no difference: another C library'
    exit 0
fi
say 'one thread, no difference' [ "$(differing mixed)" = 0 ]
lines=$(differing threads)
say 'threads, some difference' [ "$lines" -gt 0 ]
say 'the first is on the heap' grep -q 'heap+' first.log
echo "lines of threads that differ: $lines of $(wc -l <here.log)"
echo "the first: $(cat first.log)"
