#!/bin/bash
# reproducible.sh - two builds of the last commit, each from nothing, give
# the same bytes: every file of build/html, the PDF, the EPUB. They differ
# in what must not matter: place, umask, time zone, language, user, number
# of jobs, and the day: the tools of the second one live 400 days ahead.
# Run from the project's root.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL SOURCE_DATE_EPOCH
keep=build/reproducible
dir=$(mktemp -d "${TMPDIR:-/tmp}/hpoc-builds.XXXXXX")
trap 'rm -rf "$dir"' EXIT
rm -rf "$keep"
mkdir -p "$keep"

build() {       # build PLACE JOBS
    mkdir -p "$(dirname "$1")"
    git clone -q . "$1" && make -C "$1" -j"$2" book
}

# The tools of the weaver see another day; the programs of the stages do
# not, since a library in front of them would change what they print, nor
# does latexmk, which compares its clock with that of the files.
ahead=$dir/bin
mkdir -p "$ahead"
gcc -O1 -fPIC -shared -o "$dir/ahead.so" "$here/reproducible/ahead.c"
for tool in date pandoc lualatex node gnuplot pdftocairo \
    rsvg-convert woff2_compress; do
    real=$(command -v $tool) || continue
    printf '#!/bin/sh\nLD_PRELOAD=%s exec %s "$@"\n' \
        "$dir/ahead.so" "$real" >"$ahead/$tool"
    chmod +x "$ahead/$tool"
done

one=$dir/one two=$dir/a/longer/way/to/another-place
(umask 022 && TZ=UTC0 build "$one" 1) >"$keep/one.log" 2>&1 &
first=$!
(
    umask 077
    export TZ=Asia/Kolkata LANG=C USER=somebody LOGNAME=somebody
    export PATH=$ahead:$PATH
    build "$two" 3
) >"$keep/two.log" 2>&1
second=$?
if ! wait "$first" || [ "$second" != 0 ]; then
    fail 'both build' "$(tail -n 20 "$keep"/*.log)"
    summary
    exit 1
fi
ok 'both build'

made() {        # made PLACE: the files that readers get
    (cd "$1" && find build/html -type f && ls build/hpoc.*) |
        grep -E '^build/html/|^build/hpoc\.(pdf|epub)$' | LC_ALL=C sort
}

made "$one" >"$keep/one.list"
made "$two" >"$keep/two.list"
same 'both make the same files' "$keep/one.list" "$keep/two.list"

differ=0
while IFS= read -r file; do
    cmp -s "$one/$file" "$two/$file" && continue
    differ=$((differ + 1))
    fail "$file" "$(cmp "$one/$file" "$two/$file" 2>&1 |
        sed "s|$dir/||g"; [[ $file == *.pdf ]] ||
        diff <(fold -w 100 "$one/$file") <(fold -w 100 "$two/$file") 2>&1 |
        cut -c1-100 | head -n 6)"
    mkdir -p "$keep/one/${file%/*}" "$keep/two/${file%/*}"
    cp "$one/$file" "$keep/one/$file"
    cp "$two/$file" "$keep/two/$file"
done < <(LC_ALL=C comm -12 "$keep/one.list" "$keep/two.list")
[ "$differ" != 0 ] ||
    ok "all $(grep -c . "$keep/one.list") files have the same bytes"
[ "$differ" = 0 ] || echo "what differs is in $keep/one and $keep/two"
summary
