# inside.sh: tangled from book/08-threads.nw; edit that, not this.
# inside.sh - instructions of a pair that run while the lock is held, and
# those of the whole loop.
count() {           # count PAIRS [OPTION...]
    pairs=$1
    shift
    LD_PRELOAD=./libthreads.so valgrind --tool=callgrind "$@" \
        --callgrind-out-file=/dev/null ./pairs_after "$pairs" 2>&1 |
        awk '/Collected/ { gsub(",", ""); print $NF }'
}
each() {
    echo $((($(count 11000 "$@") - $(count 1000 "$@") + 5000) / 10000))
}
inside=$(each --toggle-collect=arena_alloc --toggle-collect=arena_free)
all=$(each)
echo "instructions of a pair: $all"
echo "with the lock held: $inside"
echo "percent: $((inside * 100 / all))"
