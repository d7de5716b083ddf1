# test.sh: tangled from book/answers/12-smallbins.nw; edit that, not this.
# test.sh - each trace with stacks, and with the chapter's queues.
make -s counts || exit 1
rm -rf queue && mkdir queue && cp -p ./*.* Makefile queue
sed -i 's/\(\*c = bin->\)fd;/\1bk;/' queue/alloc.c
make -s -C queue STAGE=smallbins counts || exit 1
row() {             # row FOLDER TCACHE_COUNT
    xzcat "$trace" | "$1/counts" "$2" | awk -F ': ' '
        { of[$1] = $2 }
        END { print of["peak heap bytes"] / 1024, of["merges"],
                    of["probes"] }'
}
for count in 0 7; do
    for trace in "$TRACES"/*.tr.xz; do
        set -- $(row queue $count) $(row . $count)
        [ $# = 6 ] && verdict='ok  ' || verdict=FAIL
        printf '%s  %-6s of %d: KiB %4d %4d, merges %6d %6d%s\n' \
            "$verdict" "$(basename "$trace" .tr.xz)" $count \
            "$1" "$4" "$2" "$5" ", looks $3 $6"
    done
done
rm -rf queue
