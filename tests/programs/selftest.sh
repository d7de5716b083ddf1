#!/bin/bash
# selftest.sh - does programs.sh notice? Libraries that are wrong in a known
# way, and small programs that misbehave, must each be reported, with the
# reason; a right library must pass. Run from anywhere; needs no tangling.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hpoc-selftest.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/tangle" "$scratch/programs"
said=$scratch/said

stage() {       # stage NAME [-DWRONG]: a folder as a chapter would tangle it
    mkdir "$scratch/tangle/$1"
    cp "$here/selftest.c" "$scratch/tangle/$1/preload.c"
    printf 'lib%s.so: preload.c\n\t$(CC) -O2 -fPIC -shared -fno-builtin %s -o $@ $<\n' \
        "$1" "${2-}" > "$scratch/tangle/$1/Makefile"
}

program() {     # program NAME HEAD...: a script; its body is read
    local name=$1
    shift
    {
        printf '# %s\n' "$@"
        cat
    } > "$scratch/programs/$name.sh"
}

matrix() {      # matrix ARGUMENT...: runs programs.sh, keeps what it says
    local status=0
    TANGLE=$scratch/tangle LIMITS=$scratch/limits.tsv \
        "$here/../programs.sh" "$@" > "$said" 2>&1 || status=$?
    echo "status $status" >> "$said"
}

says() {        # says NAME TEXT: the last matrix said TEXT
    if grep -qF -- "$2" "$said"; then
        ok "$1"
    else
        fail "$1" "not said: $2
$(cat "$said")"
    fi
}

# --- wrong libraries under real programs -----------------------------------

stage right
stage odd -DODD
stage several -DSEVERAL
stage hangs -DHANGS
: > "$scratch/limits.tsv"

matrix -p ls -p git -p python -p sqlite right
says 'a right library passes' '4 passed, 0 failed'
says 'and the status is 0' 'status 0'
matrix -p git -p python odd
says 'odd addresses: git fails' 'FAIL  git under odd'
says 'odd addresses: python fails' 'FAIL  python under odd'
says 'and the status is 1' 'status 1'
matrix -p ls several
says 'a family with two fathers is named' \
    'ls: malloc is answered by several'
SECONDS_EACH=2 matrix -p ls hangs
says 'a malloc that hangs is named' 'no end after 2 seconds'

# --- programs that misbehave, under a right library ------------------------

export PROGRAMS=$scratch/programs
cp "$here/common.bash" "$PROGRAMS/"
printf '%s\n' '#include <pthread.h>' \
    'static void *nothing(void *x) { return x; }' \
    'int main(void) { pthread_t t; pthread_create(&t, 0, nothing, 0);' \
    '    return pthread_join(t, 0); }' > "$scratch/two.c"
echo 'int main(void) { return 0; }' > "$scratch/static.c"
${CC:-cc} -o "$scratch/two" "$scratch/two.c" -pthread
${CC:-cc} -static -o "$scratch/static" "$scratch/static.c"

program output 'Seen: echo' <<'END'
. "${0%/*}/common.bash"
run /bin/echo "with ${PRELOAD:+a }stage"
END
program errors 'Seen: true' <<'END'
. "${0%/*}/common.bash"
run /bin/true
echo "${PRELOAD:+warning: 1}" >&2
END
program status 'Seen: true' <<'END'
. "${0%/*}/common.bash"
run /bin/true
[ -z "$PRELOAD" ]
END
program hang 'Seen: sleep' <<'END'
. "${0%/*}/common.bash"
run sleep 0
[ -z "$PRELOAD" ] || run sleep 100
END
program unloaded 'Seen: static' <<END
. "\${0%/*}/common.bash"
run $scratch/static
END
program broken 'Seen: false' <<'END'
. "${0%/*}/common.bash"
run /bin/false
END
program missing 'Seen: nothing' <<'END'
. "${0%/*}/common.bash"
need no-such-program >/dev/null
END
program unsaid 'Seen: two' <<END
. "\${0%/*}/common.bash"
run $scratch/two
END
program said 'Seen: two' 'Threads: yes' <<END
. "\${0%/*}/common.bash"
run $scratch/two
END
program idle 'Seen: true' 'Threads: yes' <<'END'
. "${0%/*}/common.bash"
run /bin/true
END
program small 'Seen: true' <<'END'
. "${0%/*}/common.bash"
run /bin/true
END

row() {         # row STAGE PROGRAM KIND REASON: a line of limits.tsv
    local IFS=$'\t'
    printf '%s\n' "$*" >> "$scratch/limits.tsv"
}

row right '*' threads 'it has no lock'
export SECONDS_EACH=3 SLOW=1
matrix -p output -p errors -p status -p hang -p unloaded -p broken \
    -p missing -p unsaid -p said -p idle right
says 'another output is shown' '+with a stage'
says 'an extra error line is shown' '+warning: 1'
says 'another status is shown' '+1'
says 'a hang is ended' 'no end after 3 seconds'
says 'a program that ignores the library is named' \
    'static was not seen to run under the stage'
says 'a program that fails by itself is named' 'without any stage: 1'
says 'a missing program is skipped with its reason' \
    'skip  under right: missing: no-such-program is not installed'
says 'a thread nobody announced is named' \
    'starts a thread, and right has no lock'
says 'a threaded program is skipped with its reason' \
    'skip  under right: said: it has no lock'
says 'a thread announced and not started is named' \
    'its head says Threads: yes, and it starts none'
says 'and nothing passed' '0 passed, 8 failed, 2 skipped'
matrix --all -p said right
says '--all runs what needs a lock, and tells' 'this time it passed'

# --- what it cost -----------------------------------------------------------

program hungry 'Seen: dd' <<'END'
. "${0%/*}/common.bash"
run dd if=/dev/zero of=/dev/null bs="${PRELOAD:+9}1M" count=1 2>/dev/null
END
program busy 'Seen: bash' <<'END'
. "${0%/*}/common.bash"
[ -n "$PRELOAD" ] || exec true
run bash -c 'for ((i = 0; i < 200000; i++)); do :; done'
END
SECONDS_EACH=60 matrix -p hungry -p busy -p small right
cost() {        # cost NAME PROGRAM COLUMN LEAST MOST: a number of the table
    if awk -v p="$2" -v c="$3" -v least="$4" -v most="$5" '
        $1 == p && NF == 5 { yes = $c >= least && $c <= most }
        END { exit !yes }' "$said"; then
        ok "$1"
    else
        fail "$1" "$(cat "$said")"
    fi
}
cost 'memory that a stage takes is seen' hungry 5 20 1000
cost 'and no more where it takes none' small 5 0.5 2
cost 'time that a stage takes is seen' busy 4 3 100000

# --- limits that are wrong ---------------------------------------------------

row right small memory 'it is said to need much'
row right output memory 'it is said to need much'
row right hang time 'it is said to need long'
row right errors time 'it is said to need long'
row right status temper 'it is said to be moody'
row right gone time 'a program that was removed'
row left small time 'a stage that was removed'
matrix -p small -p output -p hang -p errors -p status right
says 'a limit that is no longer needed is named' \
    'it passes: its line in limits.tsv is no longer needed'
says 'a limit of memory that hides another fault is named' \
    'memory is not what it lacks'
says 'a limit of time that hides another fault is named' \
    'time is not what it lacks'
says 'a limit of time that is needed is skipped' \
    'hang: it is said to need long (checked)'
says 'an unknown kind is named' 'no kind called temper'
says 'a line about no program is named' 'no program gone'
says 'a line about no stage is named' 'no stage left'
row right small time 'it is said to need long'
sed -i '/small\tmemory/d' "$scratch/limits.tsv"
matrix -p small right
says 'a limit of time that is no longer needed is named' \
    'it passes: its line in limits.tsv is no longer needed'
summary
