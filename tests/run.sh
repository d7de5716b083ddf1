#!/bin/bash
# run.sh - everything that must hold before a commit. Each part is a command
# that ends with a line `N passed, N failed[, N skipped]`; its output goes
# to build/tests/NAME.log; the ends of those that failed are shown before the
# last line, the sum. Run from the project's root, after `make tangle`.
#
#     run.sh                 all parts; of the stages, the newest one in all
#                            ways, and every other by its own tests
#     run.sh --thorough      all stages in all ways, and every answer
#     run.sh NAME...         only these parts
#
# JOBS parts run at once (2), never two that build in one folder; they are
# told in the order below all the same.
set -uo pipefail
logs=build/tests
mkdir -p "$logs"
thorough=no
if [ "${1-}" = --thorough ]; then
    thorough=yes
    shift
fi
only=("$@")
jobs=${JOBS:-2}

# --- the parts ------------------------------------------------------------

names=() commands=() lanes=()

# part LANE NAME COMMAND...: two parts of one lane never run at once, for
# they make in the same folders; those of lane - stand alone.
part() {
    [ ${#only[@]} = 0 ] || [[ " ${only[*]} " == *" $2 "* ]] || return 0
    lanes+=("$1")
    names+=("$2")
    shift 2
    commands+=("$*")
}

stages=()
for dir in build/lines/*/; do
    stage=$(basename "$dir")
    [ -f "$dir/Makefile" ] || continue
    case $stage in answer-*) continue ;; esac
    stages+=("$stage")
    part lines "stage-$stage" make -s -C "$dir" test
done
newest=$(awk '$1 == "stage:" { stage = $2 } END { print stage }' \
    book/[0-9]*.nw)
chapter=$(ls book/[0-9]*.nw | xargs grep -l "^stage: $newest\$")
chapter=${chapter#book/} chapter=${chapter%%-*}
brief() {       # brief STAGE: is a look at this one enough?
    [ $thorough = no ] && [ "$1" != "$newest" ]
}
for stage in "${stages[@]}"; do
    case $stage in notes | naive | preface) continue ;; esac
    brief "$stage" && continue
    way=--brief
    [ $thorough = no ] || way=
    part - "compilers-$stage" bash tests/compilers.sh $way "$stage"
done
for stage in "${stages[@]}"; do
    [ -f "tangle/$stage/preload.c" ] || continue
    brief "$stage" && case $stage in bump | coal) ;; *) continue ;; esac
    some='-p git'
    brief "$stage" || some=
    part tangle "programs-$stage" bash tests/programs.sh $some "$stage"
done
if [ $thorough = yes ]; then
    part lines answers bash tests/answers.sh
    part tangle tangled bash tests/tangled.sh
else
    part lines answers bash tests/answers.sh "$((10#$chapter))."
    part tangle tangled bash tests/tangled.sh --brief bump "$newest"
fi
part lines skips bash tests/skips.sh
part - red bash tests/red.sh
part lines debugger bash tests/debugger.sh
for script in tests/weave/*.sh; do
    lane=-
    [ "$script" != tests/weave/stops.sh ] || lane=lines     # copies them
    part $lane "weave-$(basename "$script" .sh)" bash "$script"
done
part lines lint bash tests/lint.sh
part tangle traces bash tests/traces.sh
part - stress bash tests/stress.sh
part - stress-self bash tests/stress.sh --selftest threads
part - programs-self bash tests/programs/selftest.sh
part - coverage-self bash tests/coverage/selftest.sh
part - reproducible-self bash tests/reproducible/selftest.sh

# --- running --------------------------------------------------------------

# Runs part I; leaves its status and seconds in NAME.end.
run() {
    local name=${names[$1]} began=$SECONDS status=0
    ${commands[$1]} >"$logs/$name.log" 2>&1 </dev/null || status=$?
    echo "$status $((SECONDS - began))" >"$logs/$name.end"
}

passed=0 failed=0 skipped=0 broken=()
tell() {        # tell I: what came of a part that has ended
    local name=${names[$1]} status=1 took=0 line
    read -r status took <"$logs/$name.end"
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$logs/$name.log" |
        tail -n 1)
    if [ "$status" != 0 ] || [ -z "$line" ]; then
        broken+=("$name")
        [[ "$line" =~ ,\ [1-9][0-9]*\ failed ]] ||
            line="${line:-0 passed}, 1 failed"
    fi
    [[ "$line" =~ ^([0-9]+)\ passed ]] &&
        passed=$((passed + BASH_REMATCH[1]))
    [[ "$line" =~ \ ([1-9][0-9]*)\ failed ]] &&
        failed=$((failed + BASH_REMATCH[1]))
    [[ "$line" =~ ([0-9]+)\ skipped ]] &&
        skipped=$((skipped + BASH_REMATCH[1]))
    printf '%-24s %-44s %4d s\n' "$name" "$line" "$took"
}

declare -A of=() busy=()     # of[process] = part; busy[lane]
state=() told=0

stop() {        # Ctrl-C ends what the parts have started, too
    local process
    trap - INT TERM
    for process in "${!of[@]}"; do kill -- "-$process"; done
    exit 130
}
trap stop INT TERM

start() {       # starts the first part that may run; fails if none may
    local i lane
    for ((i = 0; i < ${#names[@]}; i++)); do
        lane=${lanes[i]}
        [ -z "${state[i]-}" ] && [ -z "${busy[$lane]-}" ] || continue
        state[i]=runs
        [ "$lane" = - ] || busy[$lane]=yes
        set -m                          # a process group of its own
        run "$i" &
        set +m
        of[$!]=$i
        return
    done
    return 1
}

while [ "$told" -lt ${#names[@]} ]; do
    while [ ${#of[@]} -lt "$jobs" ] && start; do :; done
    wait -n -p ended "${!of[@]}"
    i=${of[$ended]}
    unset "of[$ended]" "busy[${lanes[i]}]"
    state[i]=ended
    while [ "${state[told]-}" = ended ]; do
        tell "$told"
        told=$((told + 1))
    done
done

for name in "${broken[@]}"; do
    echo "$name failed; the end of $logs/$name.log:"
    grep -vE '^(ok|pass|skip) ' "$logs/$name.log" | tail -n 20 |
        sed 's/^/    /'
done
[ ${#broken[@]} = 0 ] || echo "failed: ${broken[*]} (logs in $logs)"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
