#!/bin/bash
# answers.sh - builds and tests the folder of every answer to an exercise,
# and prints a line for each. Run from the project's root, after `make
# tangle`.
#
#   answers.sh               all of them
#   answers.sh 4.2 4.3       only these
#   answers.sh 4.            those of a chapter
#
# An answer passes when its folder builds and
#   - every test that passes in the folder it is laid over passes here too,
#     or is skipped with a reason, or is named in the answer's red.txt
#     (a test a line, then why): what is named there must fail;
#   - its test.sh, if it has one, ends well: it prints `ok NAME`, `FAIL NAME`
#     or `skip NAME: why`, where this machine can't, for each thing that it
#     looks at;
#   - it has something of its own among these: a test that the folder below
#     doesn't have or skips, a line of test.sh, a test that is red.
# Results are kept in build/answers/ until the folder's files change.
set -uo pipefail
export LC_ALL=C.UTF-8
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
kept=build/answers
roots=build/roots.tsv
export TRACES=$PWD/tests/traces
mkdir -p "$kept"

# The checksum of what the book says is in these folders.
sum_of() {
    awk -F '\t' -v dirs=" $* " 'index(dirs, " " $1 " ") {
        sub(/.*\//, "", $2); print "tangle/" $1 "/" $2 }' "$roots" |
        cat - <(echo "$0") | xargs cat | sha1sum
}

# Of an answer, the files that the folder below hasn't got in this form.
own_files() {
    awk -F '\t' -v dir="$1" '$1 == dir && $6 != "same" {
        sub(/.*\//, "", $2); print $2 }' "$roots"
}

# Most of an answer's objects have been compiled for the folder below. An
# object depends on all headers and on the makefiles of its folder.
borrow_objects() {      # borrow_objects ANSWER BASE
    local to=build/lines/$1 from=build/lines/$2 own=" $3 " object source
    for source in "$from"/*.h "$from"/Makefile "$from"/*.mk; do
        [[ $own != *" ${source##*/} "* ]] || return 0
    done
    for object in "$from"/*.o; do
        source=${object##*/} source=${source%.o}.c
        [[ $own == *" $source "* ]] || [ ! -f "$to/$source" ] ||
            cp "$object" "$to/"
    done
    has_code "$2" "$own" || cp -n "$from"/* "$to/" 2>/dev/null   # programs, too
}

# Has an answer more than scripts that are new? has_code BASE FILES
has_code() {
    local file
    for file in $2; do
        case $file in *.sh | *.scn | red.txt) ;; *) return 0 ;; esac
        [ ! -e "build/lines/$1/$file" ] || return 0
    done
    return 1
}

# Builds a folder and runs its tests: rows `suite, test, result, detail`.
# An answer without code of its own runs in what stands below: its rows are
# those that the folder below has, and those of its test.sh.
rows_of() {             # rows_of FOLDER [BASE]
    local dir=build/lines/$1 goal=all line status=0 own=
    if [ "${2-}" ]; then
        own=$(own_files "$1" | xargs)
        borrow_objects "$1" "$2" "$own"
    fi
    [ ! -f "$dir/Makefile" ] || {
        # A suite is all that an answer without a test.sh needs.
        if grep -q '^facts:\|^all facts:' "$dir/Makefile"; then
            goal=facts
            [ -z "${2-}" ] || [ -f "$dir/test.sh" ] || goal=all
        fi
        make -s -C "$dir" "$goal" >"$kept/$1.log" 2>&1 </dev/null || {
            printf 'build\tmake %s\tfail\t%s\n' "$goal" \
                "$(grep -m 1 -E 'error|Error' "$kept/$1.log")"
            return
        }
        if [ "$own" ] && ! has_code "$2" "$own"; then
            sed 1d "$kept/$2.tsv"
        elif grep -q '^test-tsv:' "$dir/Makefile"; then
            timeout -k 5 300 make -s -C "$dir" test-tsv 2>>"$kept/$1.log" \
                </dev/null
        fi
    }
    [ -f "$dir/test.sh" ] || return 0
    (cd "$dir" && timeout -k 5 300 sh test.sh) >"$kept/$1.own" 2>&1 \
        </dev/null || status=$?
    sed -n 's/^ok  *\(.*\)/answer\t\1\tpass\t/p
        s/^skip  *\([^:]*\): *\(.*\)/answer\t\1\tskip\t\2/p
        s/^FAIL  *\(.*\)/answer\t\1\tfail\t/p' "$kept/$1.own"
    line=$(tail -n 1 "$kept/$1.own")
    [ "$status" = 0 ] || printf 'answer\t%s\tfail\t%s\n' test.sh \
        "ended with status $status: $line"
}

# The rows of a folder that answers are laid over, kept as theirs are.
below() {
    local sum
    sum=$(sum_of "$1")
    [ "$(head -qn 1 "$kept/$1.tsv" 2>/dev/null)" = "$sum" ] || {
        { echo "$sum"; rows_of "$1"; } >"$kept/$1.tsv.new"
        mv "$kept/$1.tsv.new" "$kept/$1.tsv"
    }
}

# Says of an answer's rows what passed and what is wrong, a line each.
judge() {
    awk -F '\t' '
        FILENAME == ARGV[1] { if (FNR > 1) was[$1 "\t" $2] = $3; next }
        FILENAME == ARGV[2] {
            split($0, word, /[ \t]+/)
            if (word[1] != "#" && word[1] != "") red[word[1]] = 1
            next
        }
        FNR == 1 { next }
        { now[$1 "\t" $2]; rows++ }
        $3 == "pass" && ($2 in red) {
            print "wrong\t" $2 ": red.txt says that it fails"
        }
        $3 == "fail" && !($2 in red) {
            print "wrong\t" $2 \
                ($4 == "" ? " fails" : ": " substr($4, 1, 120))
        }
        $3 == "skip" && $1 == "answer" { own++; later = ", skipped: " $4 }
        $3 == "skip" && $4 == "" { print "wrong\t" $2 ": no reason" }
        $3 == "fail" && ($2 in red) { reds++; own++ }
        $3 == "pass" && was[$1 "\t" $2] != "pass" { own++ }
        $3 == "pass" { passed++ }
        $2 in red { delete red[$2] }
        END {
            for (name in red)
                print "wrong\t" name ": red.txt names it, but no suite has it"
            for (name in was)
                if (was[name] == "pass" && !(name in now)) {
                    sub(/.*\t/, "", name)
                    print "wrong\t" name ": the test is gone"
                }
            if (!own && rows)
                print "wrong\tit has no test of its own"
            if (!rows)
                print "wrong\tit has no test"
            said = passed + 0 " tests, " own + 0 " of its own"
            print "said\t" said (reds ? ", " reds " of them red" : "") later
        }' "$kept/$2.tsv" <(cat "build/lines/$1/red.txt" 2>/dev/null) "$3"
}

# One answer, unless what is kept still holds.
answer() {
    local dir=$1 base=$2 sum
    sum=$(sum_of "$dir" "$base")
    [ "$(head -qn 1 "$kept/$dir.said" 2>/dev/null)" = "$sum" ] && return
    mkdir -p "build/facts/$dir"
    {
        flock 9                         # the facts build there too
        { echo; rows_of "$dir" "$base"; } >"$kept/$dir.rows" 9>&-
    } 9>"build/facts/$dir/.lock"
    { echo "$sum"; judge "$dir" "$base" "$kept/$dir.rows"; } \
        >"$kept/$dir.said.new"
    mv "$kept/$dir.said.new" "$kept/$dir.said"
}

# Every second of these, from the $1-th on.
worker() {
    local i
    for ((i = $1 + 1; i <= $#; i += 2)); do
        answer "${!i%:*}" "${!i#*:}"
    done
}

only=" $* "
mapfile -t all < <(awk -F '\t' '$5 != "" && !seen[$1]++ {
    print $1 ":" $5 }' "$roots" | sort -V)
wanted=()
for a in "${all[@]}"; do
    number=${a%:*} number=${number#answer-}
    [ "$only" = '  ' ] || [[ $only == *" $number "* ]] ||
        [[ $only == *" ${number%.*}. "* ]] || continue
    wanted+=("$a")
done
[ "${#wanted[@]}" != 0 ] || { echo "no such answer:$only"; exit 1; }
for base in $(printf '%s\n' "${wanted[@]#*:}" | sort -u); do
    below "$base"
done
worker 1 "${wanted[@]}" &
worker 2 "${wanted[@]}"
wait

passed=0 failed=0
for a in "${wanted[@]}"; do
    dir=${a%:*}
    wrong=$(sed -n 's/^wrong\t//p' "$kept/$dir.said")
    said=$(sed -n 's/^said\t//p' "$kept/$dir.said")
    if [ -z "$wrong" ] && [ -n "$said" ]; then
        passed=$((passed + 1))
        printf '%-6s passed  %s\n' "${dir#answer-}" "$said"
    else
        failed=$((failed + 1))
        printf '%-6s FAILED  %s\n' "${dir#answer-}" "$said"
        printf '%s\n' "${wrong:-no result}" | sed 's/^/      /'
        tail -n 3 "$kept/$dir.log" 2>/dev/null | sed 's/^/      | /'
        rm -f "$kept/$dir.said"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
