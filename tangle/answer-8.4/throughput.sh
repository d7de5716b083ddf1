# throughput.sh: tangled from book/08-threads.nw; edit that, not this.
# throughput.sh - pairs in a microsecond with 1, 2, 4 and 8 threads, with
# one lock and with libc: the median of five, the two in turn.
for threads in 1 2 4 8; do
    rm -f ours libc
    for round in 1 2 3 4 5; do
        LD_PRELOAD=./libthreads.so ./throughput $threads >> ours
        ./throughput $threads >> libc
    done
    printf '%d\t%s\t%s\n' $threads "$(sort -n ours | sed -n 3p)" \
        "$(sort -n libc | sed -n 3p)"
done
rm -f ours libc
