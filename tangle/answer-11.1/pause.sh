# pause.sh: tangled from book/11-fastbin.nw; edit that, not this.
# pause.sh - the instructions of one request, after so many small blocks
# have been freed.
count() {           # count LIBRARY N BLOCKS
    LD_PRELOAD=$1 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        --toggle-collect=one_call ./pause "$2" "$3" 2>&1 |
        awk '/Collected/ { print $NF }'
}
printf '%-16s %10s %10s\n' request fastbin libc
for row in '1000 10000' '1001 100' '1001 10000'; do
    printf '%d after %-6d %9d %10d\n' $row \
        "$(count ./libfastbin.so $row)" "$(count '' $row)"
done
