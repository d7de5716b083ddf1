#!/bin/bash
# parts.sh - does tests/run.sh run all parts, two at once but never two that
# build in one folder, tell them in order, and notice what fails? Works on
# parts that only write down when they ran. Run from the project's root.
set -uo pipefail
. tests/lib.sh
root=$PWD
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
mkdir -p tests/weave tests/programs tests/coverage tests/reproducible \
    build/lines/one build/lines/two tangle/one tangle/two
touch tangle/one/preload.c tangle/two/preload.c
mkdir book
echo 'stage: one' >book/01-one.nw
echo 'stage: two' >book/02-two.nw

# A part: notes its begin and end, and ends as result/NAME says.
cat > play <<'END'
echo "begin $1 $2" >>order
sleep 0.1
echo "end $1 $2" >>order
cat "result/$1" 2>/dev/null || echo '2 passed, 0 failed, 1 skipped'
[ ! -f "result/$1" ] || ! grep -q '^stop$' "result/$1"
END
mkdir result
for script in $(grep -oE 'bash tests/[a-z/]+\.sh' "$root/tests/run.sh" |
    cut -d' ' -f2 | sort -u) tests/weave/stops.sh tests/weave/a.sh; do
    case $script in
    */programs.sh | */traces.sh | */tangled.sh) lane=tangle ;;
    */answers.sh | */skips.sh | */debugger.sh | */lint.sh | */stops.sh)
        lane=lines ;;
    *) lane=- ;;
    esac
    name=${script#tests/} name=${name%.sh}
    echo ". ./play ${name//\//-} $lane" >"$script"
done
for stage in one two; do
    echo "test: ; @cd ../../.. && bash ./play stage-$stage lines" \
        >build/lines/$stage/Makefile
done

parts() {       # parts [NAME...]: runs them, keeps what is said
    local status=0
    rm -f order
    bash "$root/tests/run.sh" "$@" >said 2>&1 || status=$?
    echo "status $status" >>said
}

says() {        # says NAME TEXT
    if grep -qE -- "$2" said; then ok "$1"; else
        fail "$1" "not said: $2"$'\n'"$(cat said)"
    fi
}

named() { awk '{ print $1 }' said | grep -E "^($1)-"; }
parts
printf '%s\n' compilers-two programs-two programs-self >wanted
same 'the newest stage is looked at in all ways' wanted \
    <(named 'compilers|programs')
parts --thorough
printf '%s\n' compilers-one compilers-two programs-one programs-two \
    programs-self >wanted
same 'or all are' wanted <(named 'compilers|programs')
number=$(grep -c ' s$' said)
says 'all parts pass' '^status 0$'
says 'the last line is the sum' \
    "^$((2 * number)) passed, 0 failed, $number skipped$"
same 'each part ran once' <(echo "$number") <(grep -c '^begin' order)
awk '{ print $1 }' said | grep -E '^(stage|lint|weave|programs)' >told
printf '%s\n' stage-one stage-two programs-one programs-two weave-a \
    weave-stops lint programs-self >wanted
same 'they are told in their order' wanted told
awk '{ $1 == "begin" ? now++ : now--; if (now > most) most = now }
    END { print most }' order >most
same 'two at once' <(echo 2) most
awk '$3 != "-" { $1 == "begin" ? now[$3]++ : now[$3]--
        if (now[$3] > 1) print $3 ": " $2 }' order >overlap
same 'but not two that build in one folder' /dev/null overlap

printf 'ok    good\nFAIL  it is bad\n1 passed, 1 failed\nstop\n' \
    >result/stage-two
echo 'no result' >result/weave-a
parts
says 'a part that fails shows what failed' '^    FAIL  it is bad$'
same 'and not what passed' /dev/null <(grep 'ok    good' said)
says 'and its counts' "^stage-two +1 passed, 1 failed "
says 'a part without a result fails' '^weave-a +0 passed, 1 failed '
says 'the failed parts are named' '^failed: stage-two weave-a '
says 'and counted' ' passed, 2 failed, '
says 'and the status says so' '^status 1$'
parts lint weave-stops
says 'two parts by name' '^4 passed, 0 failed, 2 skipped$'
parts nobody
says 'a name that is no part is an error' '^status 1$'
summary
