#!/bin/bash
# tangle.sh: writes every file that the book defines.
#
#   book/tangle/tangle.sh            from the project root, after scan.lua
#   book/tangle/tangle.sh --text     the same, but a folder of which only
#                                    #lines have moved may wait
#
# Reads build/roots.tsv and writes
#   tangle/<folder>/        for people: indented as a whole, no #line
#   build/lines/<folder>/   for compilers and debuggers: .c and .h with
#                           #line, the rest as in tangle/
# A stage's folder is tangled from its prefix of the chapters alone, that of
# an answer to an exercise from its stage's and the answer.
# Nothing is touched before everything has been tangled; then only the files
# whose text is new are replaced, and tangled files that no chapter defines
# any more are removed.
# HPOC_BUILD is another build folder.
set -euo pipefail
umask 022

here=$(dirname "$0")
build=${HPOC_BUILD:-build}
noweb=${NOWEB_LIB:-/usr/lib/noweb}
roots=$build/roots.tsv

mkdir -p "$build/lines" tangle
tmp=$(mktemp -d "$build/tangle.XXXXXX")
trap 'wait; rm -rf "$tmp"' EXIT

die() {
    echo "tangle: $*" >&2
    exit 1
}

[ -f "$roots" ] || die "no $roots: the first pass comes first"

# prefix[folder] = its chapters; names[folder] = its roots. An answer's
# folder: below = the one it is laid over, same = files that it has from it.
declare -A prefix names chapters below same
folders=() answers=()
while IFS=$'\t' read -r dir root files _ base how; do
    case ${prefix[$dir]:+known}$base in
    known*) ;;
    '') folders+=("$dir") ;;
    *) answers+=("$dir") ;;
    esac
    prefix[$dir]=$files below[$dir]=$base
    case $how in
    same) same[$dir]+=" ${root##*/}" ;;
    *) names[$dir]+=" $root" ;;
    esac
    for f in $files; do chapters[$f]=1; done
done < "$roots"

# Every chapter is read once.  The marks are chunks of our own: asked for
# before each root, they tell where its text begins in noweb's output.
mkdir "$tmp/markup" "$tmp/stage" "$tmp/tangle" "$tmp/lines"
for f in "${!chapters[@]}"; do
    "$noweb/markup" -t "$f" > "$tmp/markup/${f//\//:}" ||
        die "$f is damaged"
done
# A folder's text depends on these scripts, on its roots and on the code of
# its chapters; its #lines also on where that code stands. Both are kept in
# build/tangle.keys, and a folder is left alone when they are as they were.
mkdir "$tmp/code" "$tmp/places"
awk -v tmp="$tmp" '
    FNR == 1 { close(code); close(places); at = docs = 0
               n = split(FILENAME, path, "/")
               code = tmp "/code/" path[n]; places = tmp "/places/" path[n] }
    /^@begin docs/ { docs = 1 }
    /^@end docs/ { docs = 0 }
    /^@nl/ { at++ }
    /^@begin code/ { print at > places }
    /^@(begin|end) / { $0 = $1 " " $2 }     # not the chunk of the chapter
    !docs { print > code }' "$tmp"/markup/*
(cd "$tmp" && touch code/x places/x && md5sum -- code/* places/*) > "$tmp/sums"
awk -F'\t' -v tools="$(cat "$here"/tangle.sh "$here"/*.awk | md5sum)" '
    FNR == NR { split($0, sum, "  "); gsub(":", "/", sum[2])
                of[sum[2]] = sum[1]; next }
    !($1 in text) { text[$1] = tools; n = split($3, f, " ")
                    for (i = 1; i <= n; i++) {
                        text[$1] = text[$1] " " of["code/" f[i]]
                        place[$1] = place[$1] " " of["places/" f[i]]
                    } }
    { text[$1] = text[$1] " " $2 "=" $4 }
    END { for (dir in text) print dir "\t" text[dir] "\t" place[dir] }' \
    "$tmp/sums" "$roots" | sort > "$tmp/keys"
declare -A done_before
[ -f "$build/tangle.keys" ] || : > "$build/tangle.keys"
while IFS=$'\t' read -r dir _; do
    [ ! -d "tangle/$dir" ] || [ ! -d "$build/lines/$dir" ] ||
        done_before[$dir]=1
done < <(
    if [ "${1:-}" = --text ]; then
        comm -12 <(cut -f1,2 "$tmp/keys") <(cut -f1,2 "$build/tangle.keys")
    else
        comm -12 "$tmp/keys" "$build/tangle.keys"
    fi)

cut -f2 "$roots" | sort -u | awk '{
    print "@file mark\n@begin code 0\n@defn mark " $0 "\n@nl"
    print "@text \001" $0 "\n@nl\n@end code 0" }' > "$tmp/marks"

# One folder into $tmp/tangle and $tmp/lines.  -t1000 keeps tabs as they
# were typed and makes none out of blanks, as -t8 does.
tangle_folder() {
    local dir=$1 f root answer=
    local stream=$tmp/stage/$dir out=$tmp/stage/$dir.out
    local files=() all=() c=()
    for f in ${prefix[$dir]}; do files+=("$tmp/markup/${f//\//:}"); done
    for root in ${names[$dir]}; do
        all+=("-Rmark $root" "-R$root")
        case $root in *.c | *.h) c+=("-Rmark $root" "-R$root") ;; esac
    done
    [ -z "${below[$dir]}" ] || answer=${dir#answer-}
    awk -v answer="$answer" -f "$here/stage.awk" "${files[@]}" \
        "$tmp/marks" > "$stream"

    "$noweb/nt" -t1000 "${all[@]}" < "$stream" > "$out" ||
        die "noweb failed on $dir"
    : > "$out.lines"
    [ ${#c[@]} = 0 ] || "$noweb/nt" -t '-L#line %L "%F"%N' "${c[@]}" \
        < "$stream" > "$out.lines" || die "noweb failed on $dir"
    awk -v dir="$dir" -v to="$tmp/tangle/$dir" -v lines="$tmp/lines/$dir" \
        -f "$here/split.awk" "$roots" "$out" "$out.lines"
}

# The files that an answer's folder shares with the one below.
share_files() {
    local dir=$1 tree files
    for tree in tangle lines; do
        read -r -a files <<< "${same[$dir]:-}"
        [ ${#files[@]} = 0 ] ||
            (cd "$tmp/$tree/${below[$dir]}" && cp "${files[@]}" "../$dir")
    done
}

# Every second one of these folders, from the $1-th on.
worker() {
    local i
    for ((i = $1 + 1; i <= $#; i += 2)); do
        tangle_folder "${!i}"
        [ -z "${below[${!i}]}" ] || share_files "${!i}"
    done
}

# Two workers, one a core. Answers come after what they are laid over.
two_workers() {
    worker 1 "$@" &
    worker 2 "$@"
    wait $!
}
# An answer shares files with the folder below, which it needs beside it.
todo=() todo_answers=()
for dir in "${answers[@]}"; do
    [ "${done_before[$dir]:-}" ] && continue
    todo_answers+=("$dir")
    unset "done_before[${below[$dir]}]"
done
for dir in "${folders[@]}"; do
    [ "${done_before[$dir]:-}" ] || todo+=("$dir")
done
folders+=("${answers[@]}")
for dir in "${todo[@]}" "${todo_answers[@]}"; do
    echo "$tmp/tangle/$dir" "$tmp/lines/$dir"
done | xargs -r mkdir
[ ${#todo[@]} = 0 ] || two_workers "${todo[@]}"
[ ${#todo_answers[@]} = 0 ] || two_workers "${todo_answers[@]}"

# Is $1 a file that this script wrote?  Its banner is line 1 or 2.
is_tangled() {
    local one='' two=''
    [ -f "$1" ] || return 1
    { read -r one && read -r two; } < "$1" || true
    [[ $one$two == *": tangled from "* ]]
}

# Moves what is new in tree $1 to tree $2, and removes from $2 what was
# tangled once and is not in $1.  What make leaves in a folder stays, unless
# no chapter knows the folder any more.
install_tree() {
    local from=$1 to=$2 dir line f
    local -A moved=()
    local skip=()
    for dir in "${!done_before[@]}"; do skip+=(-x "$dir"); done
    (cd "$to" && mkdir -p "${folders[@]}")
    LC_ALL=C diff -rq "${skip[@]}" "$from" "$to" > "$tmp/diff" ||
        [ $? -eq 1 ] ||
        die "cannot compare $from and $to"
    while read -r line; do
        case $line in
        "Files "*)                      # Files FROM/dir/f and TO/... differ
            f=${line#Files "$from"/}
            f=${f%% and *}
            moved[${f%/*}]+=" $from/$f" ;;
        "Only in $from/"*)              # Only in FROM/dir: f
            f=${line#Only in "$from"/}
            moved[${f%%: *}]+=" $from/${f/: //}" ;;
        "Only in $to: "*)
            dir=$to/${line#Only in "$to": }
            for f in "$dir"/*; do
                if is_tangled "$f"; then rm -rf "$dir"; break; fi
            done ;;
        "Only in $to/"*)
            f=${line#Only in }
            f=${f/: //}
            if is_tangled "$f"; then rm "$f"; fi ;;
        esac
    done < "$tmp/diff"
    for dir in "${!moved[@]}"; do
        # shellcheck disable=SC2086     # names of roots hold no blanks
        mv -f -t "$to/$dir" ${moved[$dir]}
    done
}

install_tree "$tmp/tangle" tangle
install_tree "$tmp/lines" "$build/lines"
# What was left alone keeps the key it had.
awk -F'\t' -v left="${!done_before[*]}" '
    BEGIN { n = split(left, d, " "); for (i = 1; i <= n; i++) old[d[i]] }
    FILENAME == ARGV[1] { if ($1 in old) print; next }
    !($1 in old)' "$build/tangle.keys" "$tmp/keys" | sort > "$tmp/new"
cmp -s "$tmp/new" "$build/tangle.keys" ||
    mv "$tmp/new" "$build/tangle.keys"
