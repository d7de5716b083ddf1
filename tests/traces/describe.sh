#!/bin/bash
# describe.sh - the table of README.md: what each trace holds, as a stage's
# player and decode.sh count it. Run from the project's root.
#
#   tests/traces/describe.sh            prints the table
#   tests/traces/describe.sh --write    puts it between README.md's markers
#
# PLAY: the player; without it the one of tangle/bump is built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
unset MAKEFLAGS MFLAGS MAKELEVEL      # the stages stand alone
if [ -z "${PLAY-}" ]; then
    make -s -C "${TANGLE:-tangle}/bump" play
    PLAY=${TANGLE:-tangle}/bump/play
fi

value() {       # value KEY FILE: the number after "KEY:", with thousands apart
    sed -n "s/^$1: //p" "$2" |
        sed -E ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta'
}

table() {
    local file name sum
    sum=$(mktemp)
    cat <<'END'
| trace | events | malloc | free | realloc | calloc | peak live | asked for in all | die young | bytes | xz |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
END
    for file in "$here"/*.tr.xz; do
        name=$(basename "$file" .tr.xz)
        {
            xz --decompress --stdout "$file" | "$PLAY"
            "$here/decode.sh" --sum "$file" |
                grep -E '^(bytes asked|deaths)'
            echo "raw: $(xz --decompress --stdout "$file" | wc -c)"
            echo "packed: $(wc -c < "$file")"
        } > "$sum"
        printf '| %s | %s | %s | %s | %s | %s | %s | %s | %s %% | %s | %s |\n' \
            "$name" "$(value events "$sum")" "$(value malloc "$sum")" \
            "$(value free "$sum")" "$(value realloc "$sum")" \
            "$(value calloc "$sum")" "$(value 'peak live bytes' "$sum")" \
            "$(value 'bytes asked for' "$sum")" \
            "$(value 'deaths below age 4, percent' "$sum")" \
            "$(value raw "$sum")" "$(value packed "$sum")"
    done
    rm "$sum"
}

case ${1-} in
--write)
    table > "$here/table"
    sed -i -e '/^<!-- table -->/,/^<!-- end -->/{//!d}' \
        -e "/^<!-- table -->/r $here/table" "$here/README.md"
    rm "$here/table"
    ;;
*) table ;;
esac
