#!/bin/bash
# download.sh STAGE OUT.tar.gz - a stage's folder, to take home. Holds what
# the book tangles and nothing that a make left there; the same bytes for
# the same files, at any time and for any user.
set -euo pipefail
stage=$1 out=$2
awk -F'\t' -v stage="$stage" '$1 == stage { sub(/.*\//, "", $2)
    print stage "/" $2 }' build/roots.tsv | LC_ALL=C sort |
    tar -c -C tangle --no-recursion --format=ustar --numeric-owner \
        --transform='s,^,hpoc-,' --mode='u=rwX,go=rX' --owner=0 --group=0 \
        --mtime="@${SOURCE_DATE_EPOCH:-0}" --files-from=- |
    gzip -n9 >"$out.new"
mv "$out.new" "$out"
