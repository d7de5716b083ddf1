#!/bin/bash
# record.sh - records what a program asks of malloc, for a stage's player.
#
#   record.sh [-p NAME] OUT.tr[.xz] COMMAND [ARGUMENT]...
#
# The trace is of COMMAND's own process, or, with -p, of the first process
# called NAME that COMMAND starts: gcc only drives, so
#   record.sh -p cc1 cc1.tr.xz gcc -O0 -c file.c
# A name that ends in .xz is compressed. COMMAND's exit status is kept.
# Needs glibc, whose own malloc answers the calls.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=
if [ "${1-}" = -p ]; then
    name=${2-}
    shift 2
fi
if [ $# -lt 2 ]; then
    sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
out=$1
shift
name=${name:-${1##*/}}

scratch=$(mktemp -d "${TMPDIR:-/tmp}/hpoc-record.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
${CC:-cc} -std=c11 -O2 -Wall -Wextra -Werror -fPIC -shared -fno-builtin \
    -fvisibility=hidden -o "$scratch/record.so" "$here/record.c"

status=0
RECORD_NAME=$name RECORD_FILE=$scratch/trace \
    LD_PRELOAD=$scratch/record.so "$@" || status=$?
if [ ! -f "$scratch/trace" ]; then
    echo "record.sh: no process called $name asked for memory" >&2
    exit 1
fi
case $out in
*.xz) xz -9e --stdout "$scratch/trace" > "$out" ;;
*) cp "$scratch/trace" "$out" ;;
esac
exit "$status"
