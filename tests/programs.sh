#!/bin/bash
# programs.sh - real programs under each stage: same output, same errors, same
# exit status as without it. Run from the project's root, after `make tangle`.
#
#   tests/programs.sh [--all] [-p PROGRAM]... [STAGE]...
#
# Each program is a script in tests/programs/ whose head says:
#   # Packages: what Debian calls it
#   # Seen: name...       processes that must have run with the stage loaded
#   # Threads: yes        it starts threads (left out: it must not)
# It runs once with the machine's own malloc and once per stage, always in
# the same empty folder. What a stage cannot run stands in limits.tsv, with
# its reason, and is checked; --all runs what needs a lock too, and tells.
# What each run cost is told below: processor time and peak memory.
#
# MEMORY: KiB of heap a process may have. SECONDS_EACH: how long it may take.
# SLOW: the seconds that a program said to lack time must take at least.
# TANGLE, PROGRAMS, LIMITS: other folders and table, for the test of this.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
unset MAKEFLAGS MFLAGS MAKELEVEL      # the stages stand alone
. "$here/lib.sh"

TANGLE=${TANGLE:-tangle}
PROGRAMS=${PROGRAMS:-$here/programs}
LIMITS=${LIMITS:-$here/programs/limits.tsv}
MEMORY=${MEMORY:-524288}
SECONDS_EACH=${SECONDS_EACH:-60}
SLOW=${SLOW:-5}

all=no stages=() wanted=()
while [ $# -gt 0 ]; do
    case $1 in
    --all) all=yes ;;
    -p) wanted+=("$2"); shift ;;
    -*) sed -n '2,20s/^# \{0,1\}//p' "$0"; exit 2 ;;
    *) stages+=("$1") ;;
    esac
    shift
done

scratch=$(mktemp -d "${TMPDIR:-/tmp}/hpoc-programs.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
notes=$scratch/notes skips=$scratch/skips
: > "$notes"
: > "$skips"

# --- what there is ---------------------------------------------------------

stages_in_book_order() {
    local stage
    for stage in $(awk 'FNR == 1 { head = 0 } $0 == "---" { head++ }
            head == 1 && $1 == "stage:" { print $2 }' \
            book/[0-9]*.nw 2>/dev/null) \
            $(cd "$TANGLE" && printf '%s\n' *); do
        [ ! -f "$TANGLE/$stage/preload.c" ] || echo "$stage"
    done | awk '!seen[$0]++'
}

head_of() {     # head_of PROGRAM KEY: what its script's head says
    sed -n "s/^# $2: *//p" "$PROGRAMS/$1.sh"
}

programs() {
    if [ ${#wanted[@]} -gt 0 ]; then
        printf '%s\n' "${wanted[@]}"
    else
        grep -l '^# Seen:' "$PROGRAMS"/*.sh | sed 's|.*/||; s/\.sh$//'
    fi
}

limit() {       # limit STAGE PROGRAM: prints kind TAB reason, if there is one
    awk -F'\t' -v s="$1" -v p="$2" -v threads="$(head_of "$2" Threads)" '
        /^#/ || $1 != s { next }
        $2 == p || ($2 == "*" && $3 == "threads" && threads == "yes") {
            print $3 "\t" $4; exit }' "$LIMITS"
}

has_no_lock() {
    awk -F'\t' -v s="$1" '$1 == s && $2 == "*" && $3 == "threads" { yes = 1 }
        END { exit !yes }' "$LIMITS"
}

stale_limits() {        # rows of limits.tsv about nothing that exists
    local stage program rest
    while IFS=$'\t' read -r stage program rest; do
        case $stage in '#'* | '') continue ;; esac
        [ -d "$TANGLE/$stage" ] || echo "no stage $stage ($program, $rest)"
        [ "$program" = '*' ] || [ -f "$PROGRAMS/$program.sh" ] ||
            echo "no program $program ($stage, $rest)"
    done < "$LIMITS"
}

# --- one run ---------------------------------------------------------------

# go FOLDER MEMORY LIBRARY PROGRAM [SECONDS]: runs it; keeps out, err,
# status, cost, witness.
go() {
    local to=$1 memory=$2 library=$3 program=$4 patience=${5:-$SECONDS_EACH}
    local work=$scratch/work
    local status=0 preload=
    [ -z "$library" ] || preload="$scratch/witness.so $library"
    [ "$library" != none ] || preload=$scratch/witness.so
    rm -rf "$work" "$to"
    mkdir -p "$work" "$to"
    : > "$to/witness"
    (
        ulimit -c 0
        ulimit -d "$memory"
        cd "$work"
        exec env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME="$work" \
            LC_ALL=C TZ=UTC TERM=dumb PRELOAD="$preload" \
            WITNESS="$to/witness" "$scratch/meter" "$to/cost" \
            timeout --kill-after=2 "$patience" \
            bash "$PROGRAMS/$program.sh" </dev/null >"$to/out" 2>"$to/err"
    ) 2>/dev/null || status=$?
    if [ "$status" = 124 ] || [ "$status" = 137 ]; then
        status="no end after $patience seconds"
    fi
    echo "$status" > "$to/status"
}

# differences WANT GOT: says what is not the same, briefly.
differences() {
    local part
    for part in status err out; do
        cmp -s "$1/$part" "$2/$part" || diff -u --label "$part without" \
            --label "$part under the stage" "$1/$part" "$2/$part" |
            cut -c1-150 | sed -n '1,12p'
    done
}

# unproven LIBRARY PROGRAM FOLDER: says why the run proves nothing.
unproven() {
    local library=$1 program=$2 witness=$3/witness name
    for name in $(head_of "$program" Seen); do
        cut -f 1 "$witness" | grep -qxE "$name" ||
            echo "$name was not seen to run under the stage"
    done
    awk -F'\t' -v l="$library" '$2 != l {
        print $1 ": malloc is answered by " $2 }' "$witness" | sort -u
}

starts_threads() {
    grep -q $'\tthread$' "$1/witness"
}

# --- one program under one stage -------------------------------------------

# complaint STAGE PROGRAM MEMORY [SECONDS]: runs it; prints what is wrong.
complaint() {
    local stage=$1 program=$2 to=$scratch/got
    go "$to" "$3" "$scratch/lib$stage.so" "$program" "${4-}"
    local said
    said=$(differences "$scratch/want/$program" "$to")
    [ -n "$said" ] || said=$(unproven "$scratch/lib$stage.so" "$program" "$to")
    if [ -z "$(head_of "$program" Threads)" ] && starts_threads "$to" &&
            has_no_lock "$stage"; then
        said="$said"$'\n'"starts a thread, and $stage has no lock:"
        said="$said keep it to one, or say Threads: yes in its head"
    fi
    printf '%s' "$said"
}

result() {      # result ok|FAIL|skip STAGE PROGRAM [WHY]: one cell
    printf ' %-10s' "$1"
    case $1 in
    ok) passed=$((passed + 1)) ;;
    skip)
        skipped=$((skipped + 1))
        printf '%s\t%s\t%s\n' "$2" "$3" "$4" >> "$skips"
        ;;
    FAIL)
        failed=$((failed + 1))
        printf 'FAIL  %s under %s\n' "$3" "$2" >> "$notes"
        printf '%s\n' "$4" | sed 's/^/      /' >> "$notes"
        ;;
    esac
}

limited() {     # limited STAGE PROGRAM KIND REASON
    local needless='it passes: its line in limits.tsv is no longer needed'
    local said
    case $3 in
    memory)
        said=$(complaint "$1" "$2" unlimited)
        if [ -n "$said" ]; then
            result FAIL "$1" "$2" "memory is not what it lacks:"$'\n'"$said"
        elif [ -n "$(complaint "$1" "$2" "$MEMORY")" ]; then
            result skip "$1" "$2" "$4 (checked)"
        else
            result FAIL "$1" "$2" "$needless"
        fi
        ;;
    time)
        said=$(complaint "$1" "$2" "$MEMORY" "$SLOW")
        case $said in
        *'no end after'*) result skip "$1" "$2" "$4 (checked)" ;;
        '') result FAIL "$1" "$2" "$needless" ;;
        *) result FAIL "$1" "$2" "time is not what it lacks:"$'\n'"$said" ;;
        esac
        ;;
    threads)
        if [ "$all" = no ]; then
            result skip "$1" "$2" "$4"
        elif [ -n "$(complaint "$1" "$2" "$MEMORY")" ]; then
            result skip "$1" "$2" "$4 (this time it failed)"
        else
            result skip "$1" "$2" "$4 (this time it passed)"
        fi
        ;;
    *) result FAIL "$1" "$2" "limits.tsv: no kind called $3" ;;
    esac
}

cell() {        # cell STAGE PROGRAM
    local kind reason said
    IFS=$'\t' read -r kind reason <<< "$(limit "$1" "$2")"
    if [ -n "$kind" ]; then
        limited "$1" "$2" "$kind" "$reason"
        return
    fi
    said=$(complaint "$1" "$2" "$MEMORY")
    if [ -n "$said" ]; then
        result FAIL "$1" "$2" "$said"
    else
        result ok "$1" "$2"
        cp "$scratch/got/cost" "$scratch/want/$2/cost-$1"
    fi
}

# costs: a row for each program: what it cost with the machine's own malloc,
# and under each stage in units of that. One run each, so the time is rough.
costs() {
    local program stage file
    printf '%-15s %8s %7s' program seconds MiB
    printf ' %-10s' "${stages[@]}"
    echo
    for program in $(programs); do
        [ -f "$scratch/want/$program/cost" ] || continue
        {
            cat "$scratch/want/$program/cost"
            for stage in "${stages[@]}"; do
                file=$scratch/want/$program/cost-$stage
                if [ -f "$file" ]; then cat "$file"; else echo; fi
            done
        } | awk -v program="$program" '
            NR == 1 { time = $1; peak = $2
                      printf "%-15s %8.2f %7.1f", program, time, peak / 1024
                      next }
            NF == 0 { printf " %-10s", "-"; next }
            { printf " %-10s", sprintf("%.2f %.2f", time > 0 ? $1 / time : 1,
                                       $2 / peak) }
            END { print "" }'
    done
}

# want PROGRAM: the run that the others are compared with. Prints what keeps
# the program from being a test: nothing, `skip: why`, or `FAIL: why`.
want() {
    local to=$scratch/want/$1 status
    go "$to" "$MEMORY" '' "$1"
    status=$(cat "$to/status")
    if [ "$status" = 77 ]; then
        echo "skip: $(tail -n 1 "$to/err")"
    elif [ "$status" != 0 ]; then
        echo "FAIL: without any stage: $status"
        tail -n 5 "$to/err"
    elif [ -n "$(head_of "$1" Threads)" ]; then
        go "$scratch/got" "$MEMORY" none "$1"
        starts_threads "$scratch/got" ||
            echo "FAIL: its head says Threads: yes, and it starts none"
    fi
}

# --- the matrix ------------------------------------------------------------

[ ${#stages[@]} -gt 0 ] || mapfile -t stages < <(stages_in_book_order)
if [ ${#stages[@]} = 0 ]; then
    echo "programs: no stage in $TANGLE has a library; make tangle first" >&2
    exit 1
fi
${CC:-cc} -O2 -Wall -Wextra -Werror -fPIC -shared -fno-builtin \
    -o "$scratch/witness.so" "$here/programs/witness.c"
${CC:-cc} -O2 -Wall -Wextra -Werror -o "$scratch/meter" \
    "$here/programs/meter.c"
for stage in "${stages[@]}"; do
    make -s -C "$TANGLE/$stage" "lib$stage.so"
    cp "$TANGLE/$stage/lib$stage.so" "$scratch/"
done

printf '%-15s' program
printf ' %-10s' "${stages[@]}"
echo
for program in $(programs); do
    printf '%-15s' "$program"
    why=$(want "$program")
    for stage in "${stages[@]}"; do
        if [ -n "$why" ]; then
            result "${why%%:*}" "$stage" "$program" "${why#*: }"
        else
            cell "$stage" "$program"
        fi
    done
    echo
done
echo
echo 'processor time and peak memory, in units of those without a stage:'
costs
stale=$(stale_limits)
if [ -n "$stale" ]; then
    failed=$((failed + 1))
    printf 'FAIL  limits.tsv\n%s\n' "$stale" >> "$notes"
fi
echo
awk -F'\t' '{ key = $1 "\t" $3 }
    !(key in who) { order[++n] = key }
    { who[key] = who[key] " " $2 }
    END { for (i = 1; i <= n; i++) { split(order[i], part, "\t")
        print "skip  under " part[1] ":" who[order[i]] ": " part[2] } }' \
    "$skips"
cat "$notes"
summary
