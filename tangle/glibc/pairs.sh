# pairs.sh: tangled from book/04-bump.nw; edit that, not this.
# pairs.sh - what malloc(48) and free cost, the loop included: the
# instructions of a pair, and the page faults of ten thousand.
count() {
    LD_PRELOAD=$1 valgrind --tool=callgrind \
        --callgrind-out-file=/dev/null ./pairs "$2" 2>&1 |
        awk '/refs:/ { gsub(",", ""); print $NF }'
}
row() {
    more=$(($(count "$2" 20000) - $(count "$2" 10000)))
    printf '%-6s %13d %7d\n' "$1" $(((more + 5000) / 10000)) \
        "$(LD_PRELOAD=$2 ./pairs 10000)"
}
stage=$(basename "$PWD")
printf '%-6s %13s %7s\n' heap instructions faults
row libc ""
row "$stage" "./lib$stage.so"
