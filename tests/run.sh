#!/bin/bash
# run.sh - everything that must hold before a commit. Each part is a command
# that ends with a line `N passed, N failed[, N skipped]`; its output goes to
# build/tests/NAME.log and is shown when it fails. The last line is the sum.
# Run from the project's root, after `make tangle`.
#
#     run.sh              all parts
#     run.sh NAME...      only these
set -uo pipefail
logs=build/tests
mkdir -p "$logs"
passed=0 failed=0 skipped=0 broken=()

part() {        # part NAME COMMAND...
    local name=$1 line began=$SECONDS status=0
    shift
    [ ${#only[@]} = 0 ] || [[ " ${only[*]} " == *" $name "* ]] || return 0
    "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$logs/$name.log" | tail -n 1)
    if [ "$status" != 0 ] || [ -z "$line" ]; then
        broken+=("$name")
        grep -vE '^(ok|pass|skip) ' "$logs/$name.log" | tail -n 60 |
            sed 's/^/    /'
        [[ "$line" =~ ,\ [1-9][0-9]*\ failed ]] ||
            line="${line:-0 passed}, 1 failed"
    fi
    [[ "$line" =~ ^([0-9]+)\ passed ]] && passed=$((passed + BASH_REMATCH[1]))
    [[ "$line" =~ \ ([1-9][0-9]*)\ failed ]] && failed=$((failed + BASH_REMATCH[1]))
    [[ "$line" =~ ([0-9]+)\ skipped ]] && skipped=$((skipped + BASH_REMATCH[1]))
    printf '%-24s %-44s %4d s\n' "$name" "$line" $((SECONDS - began))
}

only=("$@")
for dir in build/lines/*/; do
    [ -f "$dir/Makefile" ] || continue
    case $dir in */answer-*) continue ;; esac
    part "stage-$(basename "$dir")" make -s -C "$dir" test
done
part answers bash tests/answers.sh
part tangled bash tests/tangled.sh
part skips bash tests/skips.sh
part red bash tests/red.sh
part compilers bash tests/compilers.sh
part debugger bash tests/debugger.sh
for script in tests/weave/*.sh; do
    part "weave-$(basename "$script" .sh)" bash "$script"
done
part lint bash tests/lint.sh
part traces bash tests/traces.sh
part programs bash tests/programs.sh
part programs-self bash tests/programs/selftest.sh
part coverage-self bash tests/coverage/selftest.sh
part reproducible-self bash tests/reproducible/selftest.sh

[ ${#broken[@]} = 0 ] || echo "failed: ${broken[*]} (logs in $logs)"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
