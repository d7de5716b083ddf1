# fits.sh: tangled from book/05-free-list.nw; edit that, not this.
# fits.sh - plays every trace in $TRACES with each of the four fits, and
# with first fit without splitting. Of cc1 the first 60,000 events.
[ -d "$TRACES" ] || { echo "fits.sh: no folder '$TRACES'" >&2; exit 1; }
play() {
    [ "$name" = cc1-O0 ] && most=60000 || most=
    xzcat "$trace" | ./"$1" "$2" $most | awk -F ': ' '
        { of[$1] = $2 }
        END {
            requests = of["malloc"] + of["calloc"] + of["realloc"]
            printf "%.1f %.1f\n", of["utilisation percent"],
                of["probes"] / requests
        }'
}
printf '%-8s %6s %6s %6s %6s %6s' utilised uncut first next best worst
printf '  %7s %7s %7s %7s\n' first next best worst
for trace in "$TRACES"/*.tr.xz; do
    name=$(basename "$trace" .tr.xz)
    set -- $(play fits_whole first) $(play fits first) $(play fits next) \
           $(play fits best) $(play fits worst)
    printf '%-8s %6s %6s %6s %6s %6s  %7s %7s %7s %7s\n' "$name" \
           "$1" "$3" "$5" "$7" "$9" "$4" "$6" "$8" "${10}"
done
