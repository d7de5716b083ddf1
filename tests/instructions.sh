#!/bin/bash
# instructions.sh - what a call of the heap costs: instructions an event, by
# callgrind, for pairs of malloc and free, for random streams, and for each
# trace, of stages and of the machine's libc. They are exact: they repeat to the
# last digit or two. Run from the project's root, after `make tangle`.
#
#   instructions.sh [STAGE...]      these stages, or all from tags on
#
# The player's own loop is in the figures, about ten an event; decoding the
# trace isn't. A row for each workload, a column for each heap; the last row
# is the geometric mean of the ratio to libc.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
traces=$here/traces
scratch=$(mktemp -d)
ratios=$scratch/.ratios
trap 'rm -rf "$scratch"' EXIT
cc -O2 -fno-builtin -pthread -o "$scratch/replay" \
    "$here/instructions/replay.c"

stages=("$@")
[ $# != 0 ] || mapfile -t stages < <(awk '$1 == "stage:" { print $2 }' \
    book/[0-9]*.nw | sed -n '/^tags$/,$p')
for stage in "${stages[@]}"; do
    make -s -C "build/lines/$stage" "lib$stage.so"
done

count() {       # count HEAP ARGUMENT...: instructions of a run
    local library=
    [ "$1" = libc ] || library=$PWD/build/lines/$1/lib$1.so
    shift
    LD_PRELOAD=$library valgrind --tool=callgrind \
        --callgrind-out-file=/dev/null "$scratch/replay" "$@" 2>&1 |
        awk '/refs:/ { gsub(",", ""); print $NF }'
}

# A workload is a file of events.
workloads() {
    local trace n
    # A pair of malloc(SIZE) and free of age 0, 50,000 times.
    for n in 48 2000; do
        python3 -c "
import sys
def varint(v):
    out = b''
    while v > 127:
        out += bytes([v & 127 | 128]); v >>= 7
    return out + bytes([v])
sys.stdout.buffer.write((varint($n << 2) + varint(1)) * 50000)" \
            >"$scratch/pairs-$n"
    done
    # Random sizes, mostly small, and random lifetimes, about 2,000 alive; and
    # the same in threads that come and go, whose blocks die in other threads.
    python3 -c "
import random, sys
def varint(v):
    out = b''
    while v > 127:
        out += bytes([v & 127 | 128]); v >>= 7
    return out + bytes([v])
chance = random.Random(1)
births, alive, out = 0, [], b''
for event in range(100000):
    if len(alive) < 2000 or chance.random() < 0.5:
        size = int(2 ** (4 + 8 * chance.random() ** 2))
        out += varint(size << 2)
        alive.append(births); births += 1
    else:
        i = chance.randrange(len(alive))
        alive[i], alive[-1] = alive[-1], alive[i]
        out += varint((births - 1 - alive.pop()) << 2 | 1)
sys.stdout.buffer.write(out)" >"$scratch/mix"
    cp "$scratch/mix" "$scratch/server"
    for trace in "$traces"/*.tr.xz; do
        n=${trace##*/}
        xzcat "$trace" >"$scratch/${n%.tr.xz}"
    done
}

events() {      # how many a file has
    LD_PRELOAD='' python3 - "$1" <<'END'
import sys
data = open(sys.argv[1], 'rb').read()
at = events = 0
def varint():
    global at
    value = shift = 0
    while True:
        byte = data[at]; at += 1
        value |= (byte & 127) << shift; shift += 7
        if byte < 128:
            return value
while at < len(data):
    head = varint(); op, x = head & 3, head >> 2
    if op == 2 or op == 3 and x & 1:
        varint()
    events += 1
print(events)
END
}

workloads
printf '%-12s %9s' workload events
printf ' %11s' libc "${stages[@]}"
echo
for file in "$scratch"/*; do
    name=${file##*/}
    [ "$name" != replay ] || continue
    n=$(events "$file")
    threads=
    [ "$name" != server ] || threads=threads
    printf '%-12s %9d' "$name" "$n"
    for heap in libc "${stages[@]}"; do
        all=$(count "$heap" "$file" $threads)
        idle=$(count "$heap" "$file" idle $threads)
        each=$(awk "BEGIN { printf \"%.1f\", ($all - $idle) / $n }")
        printf ' %11s' "$each"
        echo "$heap $each" >>"$ratios"
    done
    echo
done
awk '$1 == "libc" { libc = $2; next }
    { sum[$1] += log($2 / libc); n[$1]++; if (!seen[$1]++) order[++k] = $1 }
    END { printf "%-12s %9s %11s", "to libc", "", "1.00"
          for (i = 1; i <= k; i++)
              printf " %11.2f", exp(sum[order[i]] / n[order[i]])
          print "" }' "$ratios"
