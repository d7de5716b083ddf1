# calls.sh: tangled from book/11-fastbin.nw; edit that, not this.
# calls.sh - instructions for each call of the heap, on the first EVENTS of
# each trace: our heap with and without fast bins, and the C library.
EVENTS=70000
count() {           # count PROGRAM TRACE: instructions per call
    xzcat "$2" | valgrind --tool=callgrind --toggle-collect='call_*' \
        --callgrind-out-file=/dev/null ./"$1" $EVENTS 2>&1 |
        awk -F ' *: *' '
            /Collected/ { all = $2 }
            $1 == "events" { events = $2 }
            END { print int(all / events + .5) }'
}
printf '%-8s %12s %14s %6s\n' trace 'no fast bins' 'fast bins' libc
for trace in "$TRACES"/*.tr.xz; do
    printf '%-8s %12s %14s %6s\n' "$(basename "$trace" .tr.xz)" \
        "$(count calls_plain "$trace")" "$(count calls "$trace")" \
        "$(count calls_libc "$trace")"
done
