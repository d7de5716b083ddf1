#!/bin/bash
# facts.sh - do the facts tell what the stages do, and only of green ones?
# Works on a copy of facts/, a book of two small stages. Run from the
# project's root.
set -u
export LC_ALL=C.UTF-8
unset MAKEFLAGS MFLAGS MAKELEVEL
root=$PWD
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0

ok() {
    echo "ok $1"
    passed=$((passed + 1))
}
fail() {
    echo "FAIL $1: $2"
    failed=$((failed + 1))
}
# is NAME GOT WANTED
is() {
    if [ "$2" = "$3" ]; then ok "$1"; else fail "$1" "got «$2»"; fi
}
# has NAME TEXT PATTERN: a fixed string, or a line of it
has() {
    case $2 in *"$3"*) ok "$1" ;; *) fail "$1" "no «$3» in «$2»" ;; esac
}
holds() {
    local name=$1
    shift
    if "$@"; then ok "$name"; else fail "$name" "not: $*"; fi
}
absent() { [ ! -e "$1" ]; }

# A fresh project in $dir/p, with the book's own scripts.
fresh() {
    rm -rf "$dir/p"
    cp -r "$root/tests/weave/facts" "$dir/p"
    cd "$dir/p"
    ln -s "$root/book/facts" book/facts
    for file in draw.sh render.js render heap.css style.tex style.gp; do
        ln -s "$root/figures/$file" "figures/$file"
    done
    mkdir -p build
    lines 20
    for stage in one two; do
        for file in tangle/"$stage"/*; do
            printf '%s\t%s\tbook/01-one.nw\n' $stage "${file##*/}"
        done
    done >build/roots.tsv
    request run one prog-1 0 book/01-one.nw:7 './prog'
    request run one fails-2 3 book/01-one.nw:9 './prog 3'
    request tests two - 0 book/03-two.nw:12 -
    request figure two small 0 book/03-two.nw:14 first
    {
        printf '01-one\tbuild/facts/one/prog-1.run\n'
        printf '03-two\tbuild/figures/small-two-first.svg\n'
    } >build/pages.tsv
}
# What the tangler does: the same code, with the chapter's line numbers.
lines() {
    local file
    rm -rf build/lines
    mkdir -p build
    cp -r tangle build/lines
    for file in build/lines/*/*.c; do
        { echo "#line $1 \"book/01-one.nw\""; cat "$file"; } >"$file.new"
        mv "$file.new" "$file"
    done
}
# request KIND STAGE SLUG STATUS PLACE COMMAND [NEED]
request() {
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "${@:1:6}" "${7:--}" \
        >>build/requests.tsv
}
# Waits for the clock that stamps files, so that an edit is younger.
facts() {
    local status=0
    make -s facts "$@" 2>&1 || status=$?
    sleep 0.02
    return $status
}
stamp() { stat -c %y "$1"; }
# The value of a count.
count() { awk -F '\t' -v n="$2" '$1 == n { print $2 }' \
    "build/facts/$1/counts.tsv"; }

# ---- green ----------------------------------------------------------
fresh
is green_build_is_silent "$(facts)" ""
is run_holds_both_outputs "$(cat build/facts/one/prog-1.run)" \
    "faults: 7
and an error"
is expected_status_is_no_error "$(head -n 1 build/facts/one/fails-2.run)" \
    "faults: 7"
is tests_are_rows "$(cat build/facts/one/tests.tsv)" \
    "$(printf 'contract\ttest_1\tpass\t\ncontract\ttest_2\tpass\t
walk\tsees_holes\tskip\tthere are none yet')"
is counts_of_tests "$(count one tests) $(count one passed) \
$(count one failed) $(count one skipped)" "3 2 0 1"
is counts_of_a_suite "$(count one walk.skipped) $(count one \
    contract.passed)" "1 2"
is counts_of_files "$(count two files) $(count two lines)" \
    "2 $(cat tangle/two/*.[ch] | grep -c .)"
is first_stage_adds_everything "$(count one added) $(count one removed)" \
    "$(cat tangle/one/* | wc -l) 0"
# new.h is new, prog.c went, the Makefile lost two rules.
is next_stage_counts_against_it "$(count two added) $(count two removed)" \
    "3 $(($(wc -l <tangle/one/prog.c) + 2))"
diff=$(cat build/facts/two/diff.txt)
has diff_has_stable_paths "$diff" "--- a/one/Makefile
+++ b/two/Makefile
@@"
has diff_of_a_new_file "$diff" "--- /dev/null
+++ b/two/new.h"
has diff_of_a_lost_file "$diff" "--- a/one/prog.c
+++ /dev/null"
holds figure_has_three_files [ -s build/figures/small-two-first.svg -a \
    -s build/figures/small-two-first.pdf -a \
    -s build/figures/small-two-first.alt ]
has figure_ran_the_scenario "$(cat build/facts/two/small.heap)" \
    "from ../../../figures/small.scn"
has page_depends_on_its_facts "$(make -n -W build/facts/one/prog-1.run \
    -f - build/html/01-one.html <<<'include Makefile
build/html/%.html: ; weave $@' 2>&1)" "weave build/html/01-one.html"
has page_depends_on_its_stage "$(cat build/facts.mk)" \
    "build/html/03-two.html: build/facts/two/tests.tsv"

# ---- what is remade, and what is not --------------------------------
holds second_build_does_nothing make -q facts

before=$(find build/facts build/figures -name '[!.]*' ! -name '*.log' \
    -type f -exec stat -c '%n %y' {} + | sort)
lines 33
rules=$(stamp build/facts.mk)
sed -i 's/nw:7/nw:18/; s/nw:9/nw:20/' build/requests.tsv
is prose_edit_is_silent "$(facts)" ""
is prose_edit_leaves_the_rules "$(stamp build/facts.mk)" "$rules"
is prose_edit_remakes_no_fact "$(find build/facts build/figures \
    -name '[!.]*' ! -name '*.log' -type f -exec stat -c '%n %y' {} + |
    sort)" "$before"

two=$(stamp build/facts/two/tests.tsv)
sed -i 's/", 7/", 8/' tangle/one/prog.c
lines 20
is changed_code_is_silent "$(facts)" ""
is changed_code_gives_new_facts "$(head -n 1 build/facts/one/prog-1.run)" \
    "faults: 8"
is changed_code_leaves_other_stages "$(stamp build/facts/two/tests.tsv)" \
    "$two"

one=$(stamp build/facts/one/prog-1.run)
touch tangle/one/prog.c
facts >"$dir/log"
holds touched_code_runs_again [ "$(stamp build/facts/one/prog-1.run)" \
    != "$one" ]

one=$(stamp build/facts/one/prog-1.run)
sed -i 's/fails-2\t3/fails-2\t0/' build/requests.tsv
has changed_status_runs_again "$(facts)" 'ended with status 3, expected 0'
is changed_status_leaves_others "$(stamp build/facts/one/prog-1.run)" "$one"

sed -i /fails-2/d build/requests.tsv
facts >"$dir/log"
holds lost_request_loses_its_fact absent build/facts/one/fails-2.run
holds lost_request_loses_its_question absent build/facts/one/fails-2.ask
holds others_keep_theirs [ -s build/facts/one/prog-1.run ]

touch build/figures/old-two-gone.svg build/facts/two/old.heap
sed -i /figure/d build/requests.tsv
sed -i /figures/d build/pages.tsv
facts >"$dir/log"
holds lost_figure_goes absent build/figures/small-two-first.svg
holds older_figures_go absent build/figures/old-two-gone.svg

fresh
mkdir -p figures/data tests/traces
echo 1 | tee figures/data/n >tests/traces/n
request run one data-3 0 book/01-one.nw:11 'cat ../../../figures/data/n'
request run one trace-4 0 book/01-one.nw:12 'cat $TRACES/n'
facts >"$dir/log"
is traces_are_where_TRACES_says "$(cat build/facts/one/trace-4.run)" 1
echo 2 | tee figures/data/n >tests/traces/n
facts >"$dir/log"
is file_of_the_command_runs_it_again "$(cat build/facts/one/data-3.run)" 2
is trace_of_the_command_runs_it_again "$(cat build/facts/one/trace-4.run)" 2

# ---- red ------------------------------------------------------------
fresh
facts >"$dir/log"
sed -i 's/2 + 2 == 4/2 + 2 == 5/' tangle/one/tests.c
lines 100
out=$(facts)
status=$?
line=$((100 + $(grep -n '== 5' tangle/one/tests.c | cut -d: -f1) - 1))
holds red_stage_stops [ $status != 0 ]
has red_stage_names_test_and_line "$out" "book/01-one.nw:$line: error: \
stage one, suite contract, test test_2 failed: 2 + 2 == 5"
is red_stage_says_no_more_than_that "$(grep -c error: <<<"$out")" 1
holds red_stage_has_no_tests absent build/facts/one/tests.tsv
sed -i 's/== 5/== 4/' tangle/one/tests.c
sed -i 's/", 7/", 9/' tangle/one/prog.c
lines 100
is green_again_is_silent "$(facts)" ""
has green_again_has_new_facts "$(cat build/facts/one/prog-1.run)" 9

fresh
printf 'walk\tcrashes\tfail\tkilled by signal 11\n' >tangle/one/result
sed -i 's/^test-tsv.*/test-tsv: ; @cat result; exit 1/' tangle/one/Makefile
lines 50
line=$((49 + $(grep -n 'void crashes' tangle/one/tests.c | cut -d: -f1)))
has crash_is_placed_where_the_test_begins "$(facts)" \
    "book/01-one.nw:$line: error: stage one, suite walk, test crashes \
failed: killed by signal 11"

fresh
sed -i 's|^test-tsv.*|test-tsv: ; @:|' tangle/one/Makefile
lines 1
has no_tests_is_an_error "$(facts)" "stage one, test-tsv printed no test"
sed -i 's|^test-tsv.*|test-tsv: ; @echo hello|' tangle/one/Makefile
lines 1
has noise_is_an_error "$(facts)" "stage one, not a test result: hello"
sed -i 's|^test-tsv.*|test-tsv: ; @./tests; echo sick >\&2; exit 9|' \
    tangle/one/Makefile
lines 1
out=$(facts)
has failing_test_run_is_an_error "$out" "test-tsv failed with status"
has failing_test_run_shows_why "$out" sick
sed -i /^test-tsv/d tangle/one/Makefile
lines 1
is stage_without_tests_is_allowed "$(facts)$(count one tests)" 0

fresh
echo 'int x = ;' >>tangle/one/prog.c
lines 1
out=$(facts)
has broken_code_shows_the_compiler "$out" \
    "book/01-one.nw:$(wc -l <tangle/one/prog.c):9: error:"
has broken_code_names_the_stage "$out" "stage one does not build"

# ---- runs that go wrong ---------------------------------------------
fresh
sed -i 's/fails-2\t3/fails-2\t4/' build/requests.tsv
out=$(facts)
has wrong_status_says_where "$out" 'book/01-one.nw:9: error: "./prog 3" '\
'ended with status 3, expected 4'
has wrong_status_shows_output "$out" "    faults: 7"
holds wrong_status_leaves_no_fact absent build/facts/one/fails-2.run

fresh
request run one abort-3 134 book/01-one.nw:11 './prog 1 2'
facts >"$dir/log"
is crash_can_be_expected "$(tail -n 1 build/facts/one/abort-3.run)" Aborted

fresh
request run one half-3 0 book/01-one.nw:11 "awk '{' </dev/null; echo 3"
out=$(facts)
has complaint_in_the_middle_is_an_error "$out" \
    "book/01-one.nw:11: error: \"awk '{' </dev/null; echo 3\" ended well"
has complaint_is_shown "$out" 'awk: '
sed -i 's/^run\tone\thalf-3\t0/run\tone\thalf-3\t2/; s/; echo 3\t/; exit 2\t/' \
    build/requests.tsv
is complaint_can_be_expected "$(facts)" ""
request run one none-4 0 book/01-one.nw:12 'no-such-command; echo 3'
has unknown_command_is_an_error "$(facts)" 'no-such-command: not found'

fresh
request run one sleep-3 0 book/01-one.nw:11 'echo begun; sleep 30'
out=$(FACTS_SECONDS=1 facts)
has long_run_is_an_error "$out" \
    'book/01-one.nw:11: error: "echo begun; sleep 30" did not end in 1 s'
request run one stdin-4 0 book/01-one.nw:12 'wc -c; echo "$LC_ALL"'
sed -i /sleep-3/d build/requests.tsv
LC_ALL=POSIX facts >"$dir/log"
is input_is_empty_and_locale_fixed "$(cat build/facts/one/stdin-4.run)" \
    "0
C.UTF-8"

fresh
request run one clock-3 0 book/01-one.nw:11 'date +%N'
has twice_tells_what_changes "$(FACTS_TWICE=1 facts)" \
    '"date +%N" does not print the same twice'
sed -i /clock-3/d build/requests.tsv
rm -rf build/facts
is twice_is_silent_on_the_rest "$(FACTS_TWICE=1 facts)" ""

# ---- what a run needs of the machine ---------------------------------
# recording NEED TEXT: of the run that `needing` asks for
recording() {
    mkdir -p "figures/data/$1/one"
    printf '%s\n' "$2" >"figures/data/$1/one/prog-3.run"
    echo 'Linux 0.1 (Debian 12)' >"figures/data/$1/machine"
}
needing() {
    fresh
    request run one prog-3 0 book/01-one.nw:11 './prog 2>&-' "$1"
}
# Does what an error says that one may do.
renew() { sh -c "$(sed -n 's/.*\(install [^,]*\),.*/\1/p' <<<"$1")"; }
has_it=$(getconf GNU_LIBC_VERSION | tr ' ' -) has_not=glibc-0.1
fact=build/facts/one/prog-3
error='book/01-one.nw:11: error:'

needing "$has_it"
recording "$has_it" 'faults: 7'
is need_met_and_equal_is_silent "$(facts)" ""
is need_met_gives_the_run "$(cat $fact.run)" 'faults: 7'
holds need_met_borrows_nothing absent $fact.from
recording "$has_it" 'faults: 8'
out=$(facts)
has need_met_and_different_is_an_error "$out" "$error \"./prog 2>&-\" \
prints something else than figures/data/$has_it/one/prog-3.run"
has stale_recording_shows_the_difference "$out" '    < faults: 8'
holds stale_recording_leaves_no_fact absent $fact.run
renew "$out"
is stale_recording_is_renewed_as_told "$(facts; cat $fact.run)" 'faults: 7'

needing "$has_it"
out=$(facts)
has need_met_without_recording_is_an_error "$out" "$error \"./prog 2>&-\" \
needs $has_it and there is no figures/data/$has_it/one/prog-3.run"
renew "$out"
is missing_recording_is_made_as_told "$(facts; cat $fact.run)" 'faults: 7'

needing $has_not
recording $has_not 'faults: 9'
is need_unmet_is_silent "$(facts)" ""
is need_unmet_gives_the_recording "$(cat $fact.run)" 'faults: 9'
is need_unmet_says_where_from "$(cat $fact.from)" "recorded on Linux 0.1 \
(Debian 12): the C library here is $has_it"
holds need_unmet_is_done_once make -q facts
recording $has_not 'faults: 10'
facts >"$dir/log"
is new_recording_is_used "$(cat $fact.run)" 'faults: 10'
sed -i "s/$has_not\$/-/" build/requests.tsv
facts >"$dir/log"
is need_that_goes_runs_it_again "$(cat $fact.run)" 'faults: 7'
holds need_that_goes_leaves_no_origin absent $fact.from

needing $has_not
has need_unmet_without_recording_is_an_error "$(facts)" "$error \
\"./prog 2>&-\" needs $has_not and there is no \
figures/data/$has_not/one/prog-3.run: the C library here is $has_it"
recording $has_not 'faults: 9'
rm figures/data/$has_not/machine
has recording_of_no_machine_is_an_error "$(facts)" \
    "$error figures/data/$has_not/machine names no machine"
holds recording_of_no_machine_is_no_fact absent $fact.run

needing moonlight
recording moonlight 'faults: 9'
has unknown_need_is_an_error "$(facts)" "$error unknown need moonlight"

fresh
request run one plot-3 0 figures/plot.gp:1 'echo 1 2' $has_not
mkdir -p figures/data/$has_not/one
echo '3 4' >figures/data/$has_not/one/plot-3.run
echo 'Linux 0.1 (Debian 12)' >figures/data/$has_not/machine
cat >figures/plot.gp <<P
#! run stage=one cmd="echo 1 2" as=numbers needs=$has_not
plot numbers title "numbers"
P
request figure - plot 0 book/03-two.nw:31 figures/plot.gp
is plot_reads_a_recording "$(facts; cat build/facts/one/plot-3.run)" '3 4'
holds plot_of_a_recording_is_there [ -s build/figures/plot.svg ]

# ---- several at once ------------------------------------------------
fresh
for i in 1 2 3 4; do
    request run one "alone-$i" 0 book/01-one.nw:1$i \
        "mkdir busy && sleep 0.1 && rmdir busy # $i"
done
is facts_of_a_stage_take_turns "$(facts -j 4)" ""

# ---- requests that nobody can meet ----------------------------------
fresh
facts >"$dir/log"
request run three x-3 0 book/01-one.nw:11 ./prog
out=$(facts)
status=$?
has unknown_stage_is_an_error "$out" \
    'book/01-one.nw:11: error: there is no stage "three"'
holds unknown_stage_stops [ $status != 0 ]
holds unknown_stage_leaves_no_rules absent build/facts.mk

fresh
request run one prog-1 5 book/03-two.nw:3 './prog'
has two_statuses_of_one_command "$(facts)" 'book/03-two.nw:3: error: '\
'"./prog" is expected to end with status 5 here and 0 in book/01-one.nw:7'

fresh
printf '01-one\tbuild/facts/one/nothing.run\n' >>build/pages.tsv
has page_of_an_unknown_fact "$(facts)" 'build/pages.tsv:3: error: 01-one '\
'needs build/facts/one/nothing.run, which nothing makes'

fresh
request figure one small 0 book/01-one.nw:30 second
has unknown_state_of_a_scenario "$(facts)" 'book/01-one.nw:30: error: no '\
'state is called "second", only first'
rm figures/small.scn
has missing_scenario_is_an_error "$(facts)" "figures/small.scn"

fresh
request run one plot-3 0 book/03-two.nw:30 'echo 1 2; echo 2 3'
cat >figures/plot.gp <<'P'
#! run stage=one cmd="echo 1 2; echo 2 3" as=numbers
plot numbers title "numbers"
P
request figure - plot 0 book/03-two.nw:31 figures/plot.gp
is plot_reads_a_run "$(facts)" ""
holds plot_is_there [ -s build/figures/plot.svg ]
touch build/facts/one/plot-3.run
has plot_depends_on_the_run "$(make -n facts)" \
    "draw.sh gp figures/plot.gp numbers=build/facts/one/plot-3.run"
sed -i s/as=numbers/as=number/ figures/plot.gp
has plot_with_a_wrong_name "$(rm build/facts.mk; facts)" \
    "figures/plot.gp:2: error:"
sed -i 's/echo 2 3"/echo 2 4"/' figures/plot.gp
has plot_of_an_unknown_run "$(rm build/facts.mk; facts)" \
    'figures/plot.gp:1: error: nobody ran "echo 1 2; echo 2 4" in one'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
