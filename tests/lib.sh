# shellcheck shell=bash
# lib.sh - how the tests outside the chapters say what they saw. Source it.
#
#   ok NAME              one test passed
#   fail NAME [TEXT]     one test failed; TEXT is shown indented below it
#   skip NAME WHY        one test could not run here
#   check NAME COMMAND   ok when COMMAND succeeds; else fail, with its output
#   same NAME WANT GOT   ok when two files are equal; else fail, with the diff
#   summary              the last line, and the exit status
passed=0 failed=0 skipped=0

ok() {
    passed=$((passed + 1))
    printf 'ok    %s\n' "$1"
}

fail() {
    failed=$((failed + 1))
    printf 'FAIL  %s\n' "$1"
    [ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/      /'
}

skip() {
    skipped=$((skipped + 1))
    printf 'skip  %s: %s\n' "$1" "$2"
}

check() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then
        ok "$name"
    else
        fail "$name" "$said"
    fi
}

same() {
    local differs
    if differs=$(diff -u --label wanted --label got "$2" "$3" 2>&1); then
        ok "$1"
    else
        fail "$1" "$(printf '%s\n' "$differs" | sed -n '1,20p')"
    fi
}

summary() {
    local line="$passed passed, $failed failed"
    [ "$skipped" = 0 ] || line="$line, $skipped skipped"
    echo "$line"
    [ "$failed" = 0 ] && [ "$passed" != 0 ]
}
