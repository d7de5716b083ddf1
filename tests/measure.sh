#!/bin/bash
# measure.sh - takes the timings that the book shows anew, on this machine.
# Run from the project's root, after `make tangle`, when the machine has
# nothing else to do.
#
#   measure.sh [TABLE...]      all tables of figures/data/, or these
#
# A table keeps its head, which says what was measured and how; the line that
# names the machine and the rows are written anew. What the prose says of a
# table must be read again afterwards.
set -euo pipefail
data=figures/data

machine() {
    local cpu
    cpu=$(sed -n 's/^model name[\t ]*: //p' /proc/cpuinfo | head -n 1)
    printf '%s, %s cores, Linux %s, gcc %s' "${cpu:-$(uname -m)}" "$(nproc)" \
        "$(uname -r | sed 's/^\([0-9]*\.[0-9]*\).*/\1/')" \
        "$(cc -dumpfullversion)"
}

# The processor time of a command, user and system, in milliseconds.
cpu_ms() {
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>&1; } 2>&1 |
        awk '{ printf "%d\n", 1000 * ($1 + $2) + 0.5 }'
}

# Each makes the rows of one table.
rows_of_bump_pairs() {
    local dir=build/lines/bump pairs=5000000 heap
    make -s -C $dir libbump.so pairs
    rm -f $data/.libc $data/.bump
    for _ in 1 2 3 4 5 6 7 8 9; do
        cpu_ms $dir/pairs $pairs >>$data/.libc
        cpu_ms env LD_PRELOAD=$dir/libbump.so $dir/pairs $pairs >>$data/.bump
    done
    for heap in libc bump; do
        sort -n $data/.$heap | sed -n 5p |
            awk -v heap=$heap -v n=$pairs \
                '{ printf "%s\t%.1f\n", heap, $1 * 1e6 / n }'
    done
    rm -f $data/.libc $data/.bump
}

rows_of_threads_throughput() {
    local dir=build/lines/threads
    make -s -C $dir libthreads.so throughput
    (cd $dir && sh throughput.sh)
}

tables=("$@")
[ $# != 0 ] || tables=(bump-pairs threads-throughput)
for table in "${tables[@]}"; do
    rows=rows_of_${table//-/_}
    if ! declare -F "$rows" >/dev/null || [ ! -f "$data/$table.tsv" ]; then
        echo "measure: no table $table; there are: bump-pairs" \
            "threads-throughput" >&2
        exit 2
    fi
    new=$("$rows")
    {
        grep '^#' "$data/$table.tsv" | grep -v '^# Machine: '
        echo "# Machine: $(machine)." | fold -s -w 66 |
            sed '2,$s/^/# Machine: /; s/ *$//'
        echo "$new"
    } >"$data/$table.new"
    mv "$data/$table.new" "$data/$table.tsv"
    cat "$data/$table.tsv"
done
