#!/bin/bash
# traces.sh - the traces and their recorder. Run from the project's root,
# after `make tangle`.
#
# - Every trace decodes to its last byte, and a stage's player and decode.sh,
#   which know nothing of each other, count the same; README.md says so too.
# - A damaged trace is refused by both.
# - A program whose calls are known gives exactly the bytes that it must;
#   threads, forks and crashes leave a trace that plays; so do real programs.
#
# TANGLE: another folder than tangle.  PLAYER: another stage than bump.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
unset MAKEFLAGS MFLAGS MAKELEVEL      # the stages stand alone
. "$here/lib.sh"
traces=$here/traces
stage=${TANGLE:-tangle}/${PLAYER:-bump}
make -s -C "$stage" play
export PLAY=$stage/play
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hpoc-traces.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

keys='events|malloc|free|realloc|calloc|memalign|peak live bytes'

agree() {       # agree NAME FILE: player and decoder count the same
    local bytes=cat
    case $2 in *.xz) bytes='xz --decompress --stdout' ;; esac
    if ! $bytes "$2" | "$PLAY" > "$scratch/played" 2>&1; then
        fail "$1" "$(cat "$scratch/played")"
    elif ! "$traces/decode.sh" --sum "$2" > "$scratch/decoded" 2>&1; then
        fail "$1" "$(cat "$scratch/decoded")"
    else
        grep -E "^($keys): " "$scratch/played" > "$scratch/want" || true
        grep -E "^($keys): " "$scratch/decoded" > "$scratch/got" || true
        same "$1" "$scratch/want" "$scratch/got"
    fi
}

refused() {     # refused NAME FILE TEXT: both say so
    if "$PLAY" < "$2" > "$scratch/out" 2>&1; then
        fail "$1" 'the player took it'
    elif ! grep -q "$3" "$scratch/out"; then
        fail "$1" "the player said: $(cat "$scratch/out")"
    elif "$traces/decode.sh" "$2" > "$scratch/out" 2>&1; then
        fail "$1" 'decode.sh took it'
    elif ! grep -q "$3" "$scratch/out"; then
        fail "$1" "decode.sh said: $(tail -n 1 "$scratch/out")"
    else
        ok "$1"
    fi
}

# --- the six files -----------------------------------------------------------

for trace in "$traces"/*.tr.xz; do
    agree "$(basename "$trace" .tr.xz) decodes fully" "$trace"
done
sed -n '/^<!-- table -->/,/^<!-- end -->/{//!p}' "$traces/README.md" \
    > "$scratch/readme"
"$traces/describe.sh" > "$scratch/table"
same "README.md's table is what the files hold" \
    "$scratch/table" "$scratch/readme"

printf '\x60\x61' > "$scratch/whole"
printf '\x60\x65' > "$scratch/unborn"
printf '\x60\x01\x01' > "$scratch/twice"
printf '\x60\xe0' > "$scratch/cut"
printf '\x60\x02' > "$scratch/half"
refused 'an age before the first block is refused' "$scratch/unborn" \
    'no live block of'
refused 'a second free is refused' "$scratch/twice" 'no live block'
refused 'a number that is cut off is refused' "$scratch/cut" \
    'a number is cut off'
refused 'an event without its operand is refused' "$scratch/half" \
    'an operand is missing'

# --- the recorder ------------------------------------------------------------

${CC:-cc} -std=c11 -O1 -g -Wall -Wextra -fno-builtin \
    -o "$scratch/synth" "$traces/synth.c" -pthread
record() {
    "$traces/record.sh" "$@" > "$scratch/said" 2>&1
}

{
    echo 'malloc 24'; echo 'malloc 1000'; echo 'free 1'
    echo 'realloc 0 5000'; echo 'calloc 300'; echo 'malloc 0'
    echo 'memalign 64 200'; echo 'memalign 4096 1048576'
    echo 'memalign 32 5'; echo 'malloc 7'; echo 'realloc 0 200'
    echo 'free 5'; echo 'free 6'; echo 'memalign 4096 1'
    echo 'memalign 4096 4096'
    for _ in $(seq 200); do echo 'malloc 1'; echo 'free 0'; done
    for age in 209 206 205 204 202 201 200; do echo "free $age"; done
} > "$scratch/known.txt"
{
    # malloc 24, malloc 1000, free 1, realloc 0 to 5000, calloc 300
    printf '\x60\xa0\x1f\x05\x02\x88\x27\xe3\x12'
    # malloc 0, memalign 200 at 2^6, 2^20 at 2^12, 5 at 2^5
    printf '\x00\xc7\x0c\x06\x87\x80\x80\x04\x0c\x2f\x05'
    # malloc 7, realloc 0 to 200, free 5, free 6
    printf '\x1c\x02\xc8\x01\x15\x19'
    # memalign 1 and 4096 at 2^12
    printf '\x0f\x0c\x87\x80\x02\x0c'
    for _ in $(seq 200); do printf '\x04\x01'; done
    printf '\xc5\x06\xb9\x06\xb5\x06\xb1\x06\xa9\x06\xa5\x06\xa1\x06'
} > "$scratch/known.tr"
check 'a program of known calls is recorded' \
    record "$scratch/synth.tr" "$scratch/synth"
same 'its trace has exactly the expected bytes' \
    <(od -An -v -t x1 "$scratch/known.tr") \
    <(od -An -v -t x1 "$scratch/synth.tr")
same 'and reads as the calls it made' "$scratch/known.txt" \
    <("$traces/decode.sh" "$scratch/synth.tr")
agree 'and plays' "$scratch/synth.tr"

check 'four threads are recorded' \
    record "$scratch/threads.tr" "$scratch/synth" threads
agree 'and what they did plays' "$scratch/threads.tr"
check 'a fork is recorded' record "$scratch/fork.tr" "$scratch/synth" fork
same 'without what the child did' <(printf 'malloc 11\nfree 0\n') \
    <("$traces/decode.sh" "$scratch/fork.tr")
record "$scratch/crash.tr" "$scratch/synth" crash || true
same 'a program that is killed leaves a whole trace' <(echo malloc 33) \
    <("$traces/decode.sh" "$scratch/crash.tr")

check 'ls is recorded' record "$scratch/ls.tr" ls -lR /usr/include/linux
ls -lR /usr/include/linux > "$scratch/plain"
same 'and prints the same' "$scratch/plain" "$scratch/said"
agree 'and plays' "$scratch/ls.tr"
if command -v /usr/bin/python3 >/dev/null; then
    check 'python3 is recorded, and compressed' record \
        "$scratch/python.tr.xz" /usr/bin/python3 -c 'print(list(range(9999)))'
    agree 'and plays' "$scratch/python.tr.xz"
else
    skip python3 'it is not installed'
fi
check 'cc1 is recorded under gcc' record -p cc1 "$scratch/cc1.tr" \
    env CCACHE_DISABLE=1 gcc -O1 -S -o "$scratch/synth.s" "$traces/synth.c"
agree 'and plays' "$scratch/cc1.tr"
if record -p nobody "$scratch/nobody.tr" true; then
    fail 'a name that never runs is an error' "$(cat "$scratch/said")"
else
    ok 'a name that never runs is an error'
fi
summary
