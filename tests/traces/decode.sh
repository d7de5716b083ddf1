#!/bin/bash
# decode.sh - a trace as text, one event a line; or what it adds up to.
#
#   decode.sh [--sum] FILE.tr[.xz]
#
#   malloc SIZE | calloc SIZE | memalign ALIGNMENT SIZE
#   free AGE | realloc AGE SIZE
#
# Reads the format on its own, not through a stage's player, so that each
# can check the other. Stops with an error where a trace is damaged.
set -euo pipefail
sum=0
if [ "${1-}" = --sum ]; then
    sum=1
    shift
fi
case $1 in
*.xz) xz --decompress --stdout "$1" ;;
*) cat "$1" ;;
esac | od -An -v -t u1 -w1 | awk -v sum="$sum" '
function stop(why) {
    print "decode: event " events + 0 ": " why > "/dev/stderr"
    failed = 1
    exit 2
}
# A number is spread over bytes, seven bits each, lowest first; the eighth
# bit says that more follow.
{
    number += ($1 % 128) * scale[shift++ + 0]
    if (shift > 9) stop("a number is too long")
    if ($1 >= 128) next
    take(number)
    number = shift = 0
}
BEGIN { for (i = 0; i < 10; i++) scale[i] = 128 ^ i }

function take(n,    x) {
    if (waiting != "") {
        if (waiting == "realloc") { give("realloc", x_kept, n); born_(n) }
        else { give("memalign", 2 ^ n, x_kept); born_(x_kept) }
        waiting = ""
        return
    }
    x = int(n / 4)
    n %= 4
    if (n == 0) { give("malloc", x); born_(x) }
    else if (n == 1) { give("free", x); dies(x) }
    else if (n == 2) { dies(x); waiting = "realloc"; x_kept = x }
    else if (x % 2 == 0) { give("calloc", x / 2); born_(x / 2) }
    else { waiting = "memalign"; x_kept = int(x / 2) }
}
function give(name, a, b) {
    events++
    count[name]++
    if (!sum) print name, a, b
}
function born_(n) {
    size[born++] = n
    total += n
    live += n
    if (live > peak) peak = live
}
function dies(age,    i) {
    i = born - 1 - age
    if (!(i in size)) stop("no live block of age " age)
    live -= size[i]
    delete size[i]
    deaths++
    if (age < 4) young++
}
END {
    if (failed) exit 2
    if (waiting != "") stop("an operand is missing")
    if (shift > 0) stop("a number is cut off")
    if (!sum) exit
    printf "events: %d\n", events
    for (i = split("malloc free realloc calloc memalign", name, " "); i; i--)
        line[i] = sprintf("%s: %d", name[i], count[name[i]])
    for (i = 1; i <= 5; i++) print line[i]
    printf "peak live bytes: %d\n", peak
    printf "bytes asked for: %.0f\n", total
    printf "deaths below age 4, percent: %.0f\n", deaths ? 100 * young / deaths : 0
}' | sed 's/ $//'
