# sort - 20,000 lines by number, by key, unique, merged from temporary files.
# Packages: coreutils
# Seen: sort
. "${0%/*}/common.bash"
awk 'BEGIN { for (i = 1; i <= 20000; i++) {
    x = (x * 1103515245 + 12345) % 2147483648
    printf "%d %c%d line %d\n", x % 5000, 97 + x % 26, x % 777, i } }' > in
run sort --parallel=1 -n -s in
run sort --parallel=1 -k 2,2 -k 1nr -u in
run sort --parallel=1 -S 100K -T . -r in
run sort --parallel=1 -m <(sort in) <(sort -r in | sort) | cksum
run sort --parallel=1 -c in || echo "status $?"
