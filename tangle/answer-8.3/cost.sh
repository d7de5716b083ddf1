# cost.sh: tangled from book/08-threads.nw; edit that, not this.
# cost.sh - instructions of a pair of malloc(48) and free, the loop
# included: without a lock, alone, and after a thread has come and gone.
count() {           # count LIBRARY PROGRAM PAIRS
    LD_PRELOAD=$1 valgrind --tool=callgrind \
        --callgrind-out-file=/dev/null "./$2" "$3" 2>&1 |
        awk '/refs:/ { gsub(",", ""); print $NF }'
}
row() {             # row NAME LIBRARY PROGRAM
    more=$(($(count "$2" "$3" 11000) - $(count "$2" "$3" 1000)))
    before=$of
    of=$(((more + 5000) / 10000))
    printf '%s: %d\n' "$1" $of
}
row 'no lock, plain heads' ./libplain.so pairs
row 'no lock, relaxed heads' ./libunlocked.so pairs
row 'alone' ./libthreads.so pairs
alone=$((of - before))
row 'after a thread' ./libthreads.so pairs_after
after=$((of - before))
row 'libc, alone' '' pairs
row 'libc, after a thread' '' pairs_after
echo "more for being alone: $alone"
echo "more for the lock: $after"
