# without.sh: tangled from book/17-glibc.nw; edit that, not this.
# without.sh - instructions a pair, with all steps; and how many more it
# takes without one of them.
count() {
    LD_PRELOAD=$1 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        ./pair $2 2>&1 | awk '/refs:/ { gsub(",", ""); print $NF }'
}
row() {
    [ "$2" ] && [ "$3" ] || exit 1
    printf '%-32s %8s %8s\n' "$@"
}
each() {
    awk -v n="$1" -v less="${2:-0}" \
        'BEGIN { x = (n - less) / 20000
                 printf "%.1f", (x < 0 && x > -0.05) ? 0 : x }'
}
a=$(count ./libglibc.so '2000 20000 1')
b=$(count ./libglibc.so '300 20000 20')
row '' '2000' '20 x 300'
row 'all steps' "$(each $a)" "$(each $b)"
for what in 'again: asked twice' 'together: nothing apart' \
        'remember: no plain reads' 'four: a map of four words' \
        'ask: the page each time' 'go: no bite at once'; do
    lib=${what%%:*}
    row "${what#*: }" \
        "$(each "$(count ./lib$lib.so '2000 20000 1')" $a)" \
        "$(each "$(count ./lib$lib.so '300 20000 20')" $b)"
done
