#!/bin/sh
# draw.sh - makes one figure in build/figures; make calls it, from the
# project's root.
#
#     draw.sh scene STAGE NAME AT    figures/NAME.scn as STAGE ran it
#     draw.sh tex FILE               a TikZ picture
#     draw.sh gp FILE [VAR=RUN...]   a plot; each VAR is the path of a run
#
# A figure's bytes depend on nothing but its sources: dates are fixed.
set -eu
export LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH=0 FORCE_SOURCE_DATE=1

die() {
    echo "$*" >&2
    exit 1
}

# For the page: text becomes outlines, so that any reader sees the fonts. A
# page's letters are larger than those on paper, so the picture is, too.
pdf_to_svg() {
    pdftocairo -svg "$1.pdf" "$1.svg.new"
    awk -F '"' -v OFS='"' '
        /^<svg / {
            for (i = 1; i < NF; i++)
                if ($i ~ / (width|height)=$/)
                    $(i + 1) = $(i + 1) * 1.3 "pt"
        }
        { print }' "$1.svg.new" >"$1.svg"
    rm "$1.svg.new"
}

scene() {
    stage=$1 name=$2 at=$3 out=build/figures/$2-$1-$3
    from=$(awk -F '\t' -v stage="$1" -v name="$2" -v at="$3" '
        $1 == "figure" && $2 == stage && $3 == name && $6 == at {
            print $5; exit }' build/requests.tsv)
    node figures/render.js "build/facts/$stage/$name.heap" --at "$at" \
        --from "${from:-figures/$name.scn}" --web "$out.svg" \
        --print "$out.print.new" --alt "$out.alt"
    rsvg-convert -f pdf -o "$out.pdf" "$out.print.new"
    rm "$out.print.new"
}

tex() {
    name=$(basename "$1" .tex)
    out=build/figures/$name
    dir=$(mktemp -d "build/figures/$name.XXXXXX")
    trap 'rm -rf "$dir"' EXIT
    begin='\begin{document}' end='\end{document}'
    lualatex -halt-on-error -file-line-error -interaction=nonstopmode \
        -output-directory="$dir" -jobname="$name" \
        "\\input{figures/style}$begin\\input{$1}$end" \
        >"$dir/out" 2>&1 </dev/null || {
        sed -n -E 's/^(\.\/)?([^ :]+:[0-9]+): /\2: error: /p' \
            "$dir/out" | head -n 5 >&2
        grep -qE '^[^ :]+:[0-9]+: ' "$dir/out" || tail -n 15 "$dir/out" >&2
        die "$1: error: lualatex stopped"
    }
    mv "$dir/$name.pdf" "$out.pdf"
    pdf_to_svg "$out"
}

# gnuplot knows no fixed date: it is overwritten, byte for byte.
gp() {
    src=$1 out=build/figures/$(basename "$1" .gp)
    shift
    height=$(sed -n 's/^#! height \([0-9.]*\)$/\1/p' "$src")
    set_all="out = '$out.pdf.new'; height = ${height:-6.5}"
    for each; do
        set_all="$set_all; ${each%%=*} = '${each#*=}'"
    done
    gnuplot -e "$set_all" figures/style.gp "$src" >"$out.log" 2>&1 \
        </dev/null || {
        sed "s|^\"$src\" line \([0-9]*\): |$src:\1: error: |" \
            "$out.log" >&2
        die "$src: error: gnuplot stopped"
    }
    [ -s "$out.pdf.new" ] || die "$src: error: gnuplot drew nothing"
    LC_ALL=C sed 's/(D:[0-9]\{14\}/(D:19700101000000/' "$out.pdf.new" \
        >"$out.pdf"
    rm -f "$out.pdf.new" "$out.log"
    pdf_to_svg "$out"
}

[ $# -ge 2 ] || die "draw.sh: error: see its first lines for how to call it"
action=$1
shift
mkdir -p build/figures
case $action in
scene | tex | gp) "$action" "$@" ;;
*) die "draw.sh: error: unknown action $action" ;;
esac
