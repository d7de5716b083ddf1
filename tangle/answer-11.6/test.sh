# test.sh: tangled from book/answers/11-fastbin.nw; edit that, not this.
# test.sh - each trace as in this chapter, and as glibc 2.43 has it.
make -s counts || exit 1
row() {             # row MAX_FAST TCACHE_COUNT
    xzcat "$trace" | ./counts "$1" "$2" | awk -F ': ' '
        { of[$1] = $2 }
        END { print of["cuts"] + of["merges"], of["probes"],
                    of["peak heap bytes"] / 1024 }'
}
for trace in "$TRACES"/*.tr.xz; do
    set -- $(row 128 7) $(row 0 16)
    name=$(basename "$trace" .tr.xz)
    [ $# = 6 ] && [ "$4" -le $((${1} + ${1} / 2)) ] && verdict='ok  ' ||
        verdict=FAIL
    printf '%s  %-8s cuts, merges %6d %6d   probes %8d %8d   %s\n' \
        "$verdict" "$name" "$1" "$4" "$2" "$5" "KiB $3 $6"
done
