#!/bin/bash
# identity.sh - the last stage against the machine's own libc: the same
# calls, and of each the same address; the same crimes, and the same words
# about them. Run from the project's root, after `make tangle`.
#
#   identity.sh [SEEDS [STEPS]]     each profile with so many seeds (20, 5000)
#   identity.sh --settings [STEPS]  each line of settings.txt, five profiles
#   identity.sh --damage [COUNT]    streams with an overwritten word (10000)
#   identity.sh --misuse            a program for each crime
#   identity.sh --forks [COUNT]     fork in a signal handler, among threads
#   identity.sh --all               the five of them
#   identity.sh --soak [STEPS]      so many in all (10,000,000)
#   identity.sh --self              planted differences must be found
#   identity.sh --record            writes reference.xz
#
# The library is the stage's, or $LIBRARY. A libc that isn't 2.36 allocates in
# another way; then the stage is held against what 2.36 did, as recorded, if
# that is the same run (or always, with RECORDED=1).
set -euo pipefail
from=tests/identity
here=build/identity
reference=$from/reference.xz
library=${LIBRARY-}
other=ours.so recorded_seeds=10 recorded_damage=1000
recorded=${RECORDED-}
[ "$(getconf GNU_LIBC_VERSION 2>/dev/null)" = 'glibc 2.36' ] || recorded=1

# program NAME FLAGS SOURCE...: compiled, if something is newer than it.
program() {
    local name=$here/$1 flags=$2
    shift 2
    if [ ! -e "$name" ] ||
        [ -n "$(find $from -newer "$name" -name '*.[ch]')" ]; then
        # shellcheck disable=SC2086
        cc -std=c11 -g -Wall -Wextra -Wpedantic -fno-builtin $flags \
            -o "$name" "${@/#/$from/}" -pthread
    fi
}

# The player is the book's; here it gets more profiles.
player() {
    local book=tangle/glibc
    if [ ! -e "$here/player" ] || [ -n "$(find $from $book/player.[ch] \
            $book/calls.c -newer "$here/player" -name '*.[ch]')" ]; then
        cc -std=c11 -g -O2 -Wall -Wextra -Wpedantic -fno-builtin -I$book \
            -o "$here/player" $book/{player,calls}.c \
            $from/{profiles,outside,damage}.c -pthread
    fi
}

# A library that is replaced under a program that runs would end it.
alone() {
    mkdir -p "$here"
    exec 9>"$here/lock"
    flock -n 9 || { echo 'another run is going on; waits for it' >&2; flock 9; }
}

build() {
    program twice -O2 twice.c
    player
    program forks -O2 forks.c
    # As it is written: the crimes are no accidents that a compiler may mend.
    program misuse '-O0 -Wno-use-after-free -Wno-free-nonheap-object' \
        {misuse,crimes_free,crimes_malloc,crimes_other}.c
}

# span LIBRARY: how many bytes of addresses it takes.
span() {
    local start size end=0
    while read -r start size; do
        end=$((start + size))
    done < <(readelf -lW "$1" | awk '$1 == "LOAD" { print $3, $6 }')
    echo $(((end + 4095) / 4096 * 4096))
}

empty_library() {       # empty_library DECLARATION [BYTES]
    cc -shared -fPIC -x c -o "$here/libc.so" - <<<"$1 char room[${2:-1}];"
}

# Two libraries, with names of the same length. Theirs is empty, but takes as
# many addresses, so that all mappings below it are at the same place; and if
# the stage's has thread-local variables, it has one, too: for each library
# with such variables pthread_create allocates 16 bytes more.
libraries() {
    local declaration='extern int unused;'
    if [ -z "$library" ]; then
        make -s -C build/lines/glibc libglibc.so
        library=build/lines/glibc/libglibc.so
    fi
    cp "$library" "$here/ours.so"
    ! readelf -lW "$here/ours.so" | grep -q ' TLS ' ||
        declaration='_Thread_local int unused;'
    empty_library "$declaration"
    empty_library "$declaration" \
        $(($(span "$here/ours.so") - $(span "$here/libc.so") + 1))
    [ "$(span "$here/ours.so")" = "$(span "$here/libc.so")" ]
}

# --- what is run: name, settings, program, arguments, with tabs between ----

profiles() {    # profiles SEEDS STEPS
    local profile seed
    for profile in $("$here/player" --list | grep -v damage); do
        for ((seed = 1; seed <= $1; seed++)); do
            printf '%s\t./player\t%s\t%s\t%s\n' \
                "$profile" "$profile" "$seed" "$2"
        done
    done
}

settings() {    # settings STEPS
    local setting profile
    while IFS= read -r setting; do
        for profile in mixed tcache memalign threads perturb; do
            printf '%s\t%s\t./player\t%s\t1\t%s\n' \
                "${setting//$'\t'/ }" "$setting" "$profile" "$1"
        done
    done <$from/settings.txt
}

# Half of the streams have a small cache or none, so that more chunks are on
# fast bins and in bins.
damage() {      # damage COUNT
    local seed set
    local sets=('' '' $'GLIBC_TUNABLES=glibc.malloc.tcache_count=2\t'
        $'GLIBC_TUNABLES=glibc.malloc.tcache_count=0\t')
    for ((seed = 0; seed < $1; seed += 50)); do
        set=${sets[seed / 50 % 4]}
        printf 'damage, from %s on\t%s./player\tdamage\t%s\t500\t%s\n' \
            $((seed / 1000 * 1000)) "$set" "$seed" \
            $(($1 - seed < 50 ? $1 - seed : 50))
    done
}

misuse() {
    "$here/misuse" --list | awk '{ print $1 "\t./misuse\t" $1 }'
}

forks() {       # forks COUNT
    printf 'fork in a signal handler\t./forks\tsignal\t%s\n' "$1"
    printf 'fork among threads\t./forks\tthreads\t%s\n' "$1"
    printf 'fork in one arena\tMALLOC_ARENA_MAX=1\t./forks\tthreads\t%s\n' \
        $(($1 / 4 + 1))
}

soak() {        # soak STEPS
    local profile names
    names=$("$here/player" --list | grep -v damage)
    for profile in $names; do
        printf '%s\t./player\t%s\t1000\t%s\n' "$profile" "$profile" \
            $(($1 / $(wc -w <<<"$names") + 1))
    done
}

# What may be recorded: not what other parts of libc or the machine decide,
# nor what an aligned block in a mapping of its own loses, for that depends on
# where the libraries leave room.
recordable() {
    awk '!/^libc/ && !/hugetlb/ && !(/memalign/ && /mmap_thr|MMAP_THR/)'
}

# The runs that were recorded have the same seeds and steps by default.
everything() {  # everything SEEDS DAMAGED
    profiles "$1" 5000
    settings 1000
    damage "$2"
    misuse
    forks 1000
}

# --- how -------------------------------------------------------------------

twice() {       # twice [OPTION...] <RUNS
    (cd "$here" && ./twice -1 "$PWD/libc.so" -2 "$PWD/$other" "$@")
}

play() {        # play [OPTION...] <RUNS: against libc, or what it did
    if [ -z "$recorded" ]; then
        twice "$@"
        return
    fi
    echo 'not on glibc 2.36, or RECORDED is set: against reference.xz' >&2
    xzcat $reference >"$here/reference"
    recordable | awk -F '\t' -v OFS='\t' '
        NR == FNR { known[$1]; next }
        { run = $0; gsub(/\t/, " ", run) } run in known' \
        "$here/reference" - | twice -c reference "$@"
}

record() {
    everything $recorded_seeds $recorded_damage | recordable |
        twice -r reference
    xz -9e <"$here/reference" >$reference
    ls -l $reference
}

# --- planted differences ---------------------------------------------------

passed=0 failed=0
expect() {      # expect WANTED NAME RUNS OPTION...
    local wanted=$1 name=$2 runs=$3 status=0
    shift 3
    twice "$@" <<<"$runs" >"$here/self.log" || status=$?
    if [ "$status" = "$wanted" ]; then
        passed=$((passed + 1))
        echo "ok    $name"
    else
        failed=$((failed + 1))
        echo "FAIL  $name"
        sed 's/^/      /' "$here/self.log"
    fi
}

# The libc side stands for both; one of them has one setting changed.
self() {
    local less=GLIBC_TUNABLES=glibc.malloc.tcache_count=6
    local none=GLIBC_TUNABLES=glibc.malloc.tcache_count=0
    local tiny=$'tiny\t./player\ttiny\t1\t500' sleeper=$'sleep\t/bin/sleep\t30'
    local cached=$'crime\t./misuse\ttwice_cached' seventh
    seventh=$(damage 20)
    empty_library 'extern int unused;'
    other=libc.so
    expect 0 'a libc is like itself' "$tiny"
    expect 1 'another address is noticed' "$tiny" -s $less
    expect 0 'a message is like itself' "$cached"
    expect 1 'another message is noticed' "$cached" -s $none
    expect 1 'another ending is noticed' \
        $'crime\t./misuse\ttwice_cached_key_overwritten' -s $none
    expect 0 'damage is like itself' "$seventh"
    expect 1 'other damage is noticed' "$seventh" -s $less
    expect 1 'a run that hangs is noticed' "$sleeper" -t 1
    expect 0 'a record is made' "$tiny" -r self.reference
    expect 0 'a record is like itself' "$tiny" -c self.reference
    expect 1 'what was not so recorded is noticed' \
        "$tiny" -c self.reference -s $less
    expect 1 'nothing to run is noticed' ''
    # The stage's heap, if it has been built: what it wants to be told is lost.
    if [ -e "$here/ours.so" ]; then
        cc -shared -fPIC -x c -o "$here/forgets.so" - \
            <<<'int __register_atfork(void) { return 0; }'
        expect 1 'a heap that is not told of forks is noticed' \
            "$(forks 20 | sed -n 2p)" -2 "$PWD/$here/forgets.so:$PWD/$here/ours.so"
    fi
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
}

alone
build
[ "${1-}" = --self ] || libraries
case ${1-} in
--self) self ;;
--settings) settings "${2:-1000}" | play ;;
--damage) damage "${2:-10000}" | play ;;
--misuse) misuse | play ;;
--forks) forks "${2:-1000}" | play ;;
--all) everything 20 10000 | play ;;
--soak) soak "${2:-10000000}" | play -t 3600 ;;
--record) record ;;
-*) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
*) profiles "${1:-20}" "${2:-5000}" | play ;;
esac
