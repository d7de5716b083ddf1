#!/bin/bash
# download.sh FOLDER OUT.tar.gz - a folder to take home: tangle/STAGE, with
# what the book tangles and nothing that a make left there, or tests/traces.
# Unpacks to hpoc/FOLDER, so that what a stage calls ../../tests/traces is
# there. The same bytes for the same files, at any time and for any user.
set -euo pipefail
shopt -s nullglob
folder=$1 out=$2
files() {
    case $folder in
    tangle/*)
        awk -F'\t' -v stage="${folder#tangle/}" '$1 == stage {
            sub(/.*\//, "", $2); print "tangle/" stage "/" $2 }' \
            build/roots.tsv
        ;;
    *) printf '%s\n' "$folder"/*.{tr.xz,md,sh,c} ;;
    esac
}
files | LC_ALL=C sort |
    tar -c --no-recursion --format=ustar --numeric-owner \
        --transform='s,^,hpoc/,' --mode='u=rwX,go=rX' --owner=0 --group=0 \
        --mtime="@${SOURCE_DATE_EPOCH:-0}" --files-from=- |
    gzip -n9 >"$out.new"
mv "$out.new" "$out"
