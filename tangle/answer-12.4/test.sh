# test.sh: tangled from book/answers/12-smallbins.nw; edit that, not this.
# test.sh - the heap and the cuts of each trace, without bites and with.
make -s counts || exit 1
rm -rf bites && mkdir bites && cp -p ./*.* Makefile bites
sed -i 's/bins_insert(\(&a->bins, remain\)/bins_defer(\1/' bites/alloc.c
make -s -C bites STAGE=smallbins counts || exit 1
row() {             # row FOLDER
    xzcat "$trace" | "$1/counts" | awk -F ': ' '
        { of[$1] = $2 }
        END { print of["peak heap bytes"] / 1024, of["cuts"], of["bite"] }'
}
for trace in "$TRACES"/*.tr.xz; do
    set -- $(row .) $(row bites)
    [ $# = 6 ] && [ "$3" = 0 ] && verdict='ok  ' || verdict=FAIL
    printf '%s  %-6s KiB %4d %4d   cuts %5d %5d   bites %5d %5d\n' \
        "$verdict" "$(basename "$trace" .tr.xz)" \
        "$1" "$4" "$2" "$5" "$3" "$6"
done
rm -rf bites
