#!/bin/bash
# layers.sh [LAYERS] FOLDER...: includes and calls in a heap point down the
# layers of layers.txt; every header compiles alone. Run after the folders'
# objects are built. Prints what points up; ends with N passed, N failed.
set -euo pipefail
layers=$(dirname "$0")/layers.txt
good=0 bad=0
complaints() {
    local dir=$1 header
    for header in "$dir"/*.h; do
        [ -e "$header" ] || continue
        echo "#include \"$(basename "$header")\"" |
            ${CC:-cc} -std=c11 -I"$dir" -fsyntax-only -x c - 2>/dev/null ||
            echo "$header: does not compile alone"
    done
    awk -v dir="$dir" '
        function module(path) {
            sub(/.*\//, "", path)
            sub(/\..*/, "", path)
            return path
        }
        FILENAME ~ /layers\.txt$/ {
            if ($0 !~ /^#/)
                for (i = 1; i <= NF; i++)
                    rank[$i] = FNR
            next
        }
        FILENAME ~ /\.[ch]$/ {
            me = module(FILENAME)
            if (match($0, /^[ \t]*#[ \t]*include[ \t]*"[^"]*"/)) {
                it = substr($0, RSTART, RLENGTH)
                sub(/.*include[ \t]*"/, "", it)
                it = module(substr(it, 1, length(it) - 1))
                if (me in rank && it != me && it != "hpoc" &&
                    (!(it in rank) || rank[it] > rank[me]))
                    print FILENAME ":" FNR ": includes " it ", which is not below " me
            }
            next
        }
        # nm -A: FOLDER/FILE.o:ADDRESS KIND NAME
        {
            split($0, part, ":")
            me = module(part[1])
            if (!(me in rank))
                next
            if ($(NF - 1) ~ /^[TDBRV]$/)
                owner[$NF] = me
            else if ($(NF - 1) == "U")
                uses[me, $NF]
        }
        END {
            for (pair in uses) {
                split(pair, part, SUBSEP)
                it = owner[part[2]]
                if (it != "" && it != part[1] && rank[it] > rank[part[1]])
                    print dir "/" part[1] ".c: calls " part[2] " of " it \
                          ".c, which is not below"
            }
        }' "$layers" "$dir"/*.[ch] <(nm -A "$dir"/*.o)
}
if [ "${1-}" = --layers ]; then
    layers=$2
    shift 2
fi
for dir in "$@"; do
    found=$(complaints "$dir")
    if [ -z "$found" ]; then
        good=$((good + 1))
        echo "ok $dir: includes and calls point down"
    else
        bad=$((bad + 1))
        echo "FAIL $dir"
        printf '%s\n' "$found"
    fi
done
echo "$good passed, $bad failed"
[ "$bad" = 0 ]
