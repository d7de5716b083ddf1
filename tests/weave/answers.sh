#!/bin/bash
# answers.sh - tests of answers to exercises: what the first pass refuses,
# what the tangler makes of them, what `make answers` says. Small books,
# made for it in a temporary folder. Run from the project's root.
#
# A case is one file that holds a whole book: `== path` starts each part.
#   answers/errors/*.case   a book with mistakes; its part `expect` is all
#                           that the first pass says, to the letter
#   answers/healthy.case    a book without
set -uo pipefail
export LC_ALL=C.UTF-8
. tests/lib.sh

root=$PWD
tools=$root/book/tangle
cases=$root/tests/weave/answers
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# unpack CASE FOLDER
unpack() {
    mkdir -p "$2/book/answers"
    awk -v to="$2" '/^== / { out = to "/" $2; next } { print > out }' "$1"
}

# In the folder of a book:
scan() {
    pandoc -f "$tools/scan.lua" book/*.nw book/answers/*.nw -t plain \
        -o /dev/null
}
tangle() { scan && "$tools/tangle.sh"; }

# --- what the first pass refuses ------------------------------------------

refuses() {
    local dir=$tmp/errors/$1 status=0
    unpack "$cases/errors/$1.case" "$dir"
    (cd "$dir" && scan 2> got) || status=$?
    if [ "$status" != 1 ]; then
        fail "refuses $1" "exit status $status"
    else
        same "refuses $1" "$dir/expect" "$dir/got"
    fi
}
for case in "$cases"/errors/*.case; do
    refuses "$(basename "$case" .case)"
done

# --- what is tangled ------------------------------------------------------

unpack "$cases/healthy.case" "$tmp/healthy"
cd "$tmp/healthy" || exit 1
status=0
tangle > said 2>&1 || status=$?
echo "exit status $status" >> said
same 'answers are tangled in silence' <(echo 'exit status 0') said

# The names and the code of a file, on one line.
words() {
    sed '/^#line/d; /tangled from/d' "$1" | xargs -d '\n' | tr -s ' '
}

whole_stage() {
    diff - <(cd tangle && ls answer-1.2 answer-1.3) << END
answer-1.2:
add.c
add.h
stage.mk
test.sh

answer-1.3:
note.c
END
}
check 'a folder holds its stage, whole, and what is its own' whole_stage

laid_over() {
    diff - <(words tangle/answer-1.2/add.c) << 'END'
#include "add.h" static const char *const names[] = { "one", "answer", }; int add(int a, int b) { b = -b; a = -a; return a + b; }
END
}
check 'a part supersedes, continues itself, or adds' laid_over

check 'what no part of it gets into is the stage'\''s file' \
    cmp tangle/one/add.h tangle/answer-1.2/add.h

roots_too() {
    grep -q '^PROGRAMS += one$' tangle/answer-1.2/stage.mk &&
        grep -q '^PROGRAMS += two$' tangle/answer-1.2/stage.mk &&
        grep -q '^int because;$' tangle/answer-1.3/note.c
}
check 'a root may be added to, or superseded' roots_too

another_folder() {
    ! grep -rq 'answer\|because\|-b' tangle/one tangle/two tangle/scratch
}
check 'no other folder knows of it' another_folder

prefix_alone() { ! grep -rq '"two"' tangle/answer-1.2; }
check 'later chapters do not get in' prefix_alone

banner() {
    head -qn 1 tangle/answer-1.2/add.[ch] | diff <(cat << 'END'
/* add.c: tangled from book/01-one.nw and book/answers/01-one.nw; edit those, not this. */
/* add.h: tangled from book/01-one.nw; edit that, not this. */
END
    ) -
}
check 'the first line names the answers' banner

true_line() {
    local line
    line=$(grep -n '^b = -b;' book/answers/01-one.nw | cut -d: -f1)
    grep -A1 "^#line $line \"book/answers/01-one.nw\"" \
        build/lines/answer-1.2/add.c | grep 'b = -b'
}
check 'lines are those of the answers' true_line

table() {
    awk -F'\t' '$5 != "" { print $1, $2, $5, $6 }' build/roots.tsv |
        diff - <(cat << 'END'
answer-1.2 add.c one new
answer-1.2 add.h one same
answer-1.2 one/stage.mk one new
answer-1.2 answer-1.2/test.sh one new
answer-1.3 scratch/note.c scratch new
END
        )
}
check 'build/roots.tsv tells what it is laid over' table

# look EXPRESSION...: values of build/xref.lua, a line each
look() {
    { echo "local X = dofile('build/xref.lua')"
      echo "local function join(t) return table.concat(t or {}, ' ') end"
      printf 'print(%s)\n' "$@"
      echo "os.exit(0)"; } > look.lua
    pandoc -f look.lua /dev/null
}
xref() {
    look 'join(X.chunks["nw-rows"].stages)' \
        'join(X.uses["sum them up"])' 'join(X.uses["declare it"])' \
        'join(X.idents.add)' 'join(X.iuses.add)' \
        'X.chunks["nw-sum-them-up-answer-1-2"].num' \
        'join(X.chunks["nw-sum-them-up-answer-1-2"].over)' \
        'join(X.chunks["nw-sum-them-up-answer-1-2"].stages)' \
        'join(X.uses["negate [[b]] (answer 1.2)"])' \
        'X.answers["1.1"].folder, X.answers["1.2"].folder, #X.pages' |
        diff - <(sed 's/ | /\t/g' << 'END'
one two
nw-add-c
nw-add-h
nw-add-c
nw-declare-it
1.9
nw-sum-them-up
answer-1.2
nw-sum-them-up-answer-1-2
nil | answer-1.2 | 2
END
        )
}
check 'build/xref.lua: chapters know nothing of their answers' xref

asked() { grep -q $'^run\tanswer-1.2\t.*\t0\tbook/answers/01-one.nw:' \
    build/requests.tsv; }
check 'a fact may be asked of an answer'\''s folder' asked

find tangle build -type f -printf '%p %T@\n' | sort > before
tangle
find tangle build -type f -printf '%p %T@\n' | sort > after
same 'nothing new, nothing written' before after

# --- facts ----------------------------------------------------------------

ln -s "$root/book/facts" book/facts
difference() {
    book/facts/mk.sh && grep -q 'diff.sh one answer-1.2' build/facts.mk
}
check 'its difference is that from the folder below' difference
rm book/facts

# --- what is woven --------------------------------------------------------

ln -s "$root/book/weave" book/weave
ln -s "$tools" book/tangle
: > book/references.bib
for stage in one two; do
    mkdir -p "build/facts/$stage"
    printf 'suite\ttest\tpass\t\n' > "build/facts/$stage/tests.tsv"
    for name in files lines added removed passed skipped; do
        printf '%s\t1\n' $name
    done > "build/facts/$stage/counts.tsv"
    : > "build/facts/$stage/diff.txt"
done
weave() {
    pandoc -f book/weave/reader.lua -L book/weave/render.lua --citeproc \
        -L book/weave/works.lua --metadata-file=book/weave/book.yaml "$@"
}
page() {
    mkdir -p build/html
    weave -t html5 --template=book/weave/page.html book/01-one.nw \
        -o build/html/01-one.html
}
line=$(grep -n '^::: {.run' book/answers/01-one.nw | cut -d: -f1)
page > said 2>&1
check 'a missing fact is placed in the answers' \
    grep "^book/answers/01-one.nw:$line: error: no fact" said

slug=$(awk -F'\t' '$2 == "answer-1.2" { print $3 }' build/requests.tsv)
mkdir -p build/facts/answer-1.2
echo 'ok    it is tested' > "build/facts/answer-1.2/$slug.run"
check 'the page is woven' page

# The text of the page, a space for every run of blanks and tags.
text() {
    sed 's/<[^>]*>/ /g' build/html/01-one.html | tr '\n' ' ' | tr -s ' '
}
folded() {
    [ "$(grep -c '<details class="answer">' build/html/01-one.html)" = 3 ]
}
check 'each answer is folded' folded
taken() {
    grep -q '<a href="download/answer-1.2.tar.gz"><code>tangle/answer-1.2<' \
        build/html/01-one.html
}
check 'its code can be taken home' taken
in_place() {
    text | grep -q "More of the same. Answer to 1.2 We take away,.*$(
        )Its code, with the tests: tangle/answer-1.2 , $(
        )which starts from one .*1.3 (★, read). Why? Answer to 1.3"
}
check 'it follows its exercise, without the number' in_place
feet() {
    text | grep -q 'replaces 1.6 ' && text | grep -q 'adds to 1.5 ' &&
        ! text | grep -q '(answer 1.2)'
}
check 'its chunks say what they stand for' feet
no_index() {
    weave -t html5 --template=book/weave/page.html /dev/null \
        -o build/html/chunks.html &&
        ! grep -q 'answer\|negate' build/html/chunks.html
}
check 'the index of chunks is that of the chapters' no_index

print() {
    weave -t latex --template=book/weave/book.latex book/0*.nw -o book.tex
}
check 'so is the book for print' print
appendix() {
    awk '/HPseeanswer\{answer-1.2\}/ { see = NR }
        /HPendchapter\{Answers\}/ { begin = NR }
        /HPanswer\{answer-1.2\}\{ex-1.2\}\{1.2\}/ { answer = NR }
        /HPlabel\{ex-1.2\}/ { exercise = NR }
        END { exit !(exercise && exercise < see && see < begin &&
                     begin < answer) }' book.tex
}
check 'in print it waits for an appendix, with links both ways' appendix
rm book/weave book/tangle

rm book/answers/01-one.nw
scan 2> /dev/null
pandoc -f "$tools/scan.lua" book/*.nw -t plain -o /dev/null &&
    "$tools/tangle.sh"
gone() { [ -z "$(find tangle build/lines -path '*answer*')" ]; }
check 'without its answers the folder goes' gone

# --- what `make answers` says ---------------------------------------------

unpack "$cases/graded.case" "$tmp/graded"
cd "$tmp/graded" || exit 1
tangle
status=0
bash "$root/tests/answers.sh" > said 2> errors || status=$?
grades() {
    cat errors
    [ "$status" = 1 ] && diff - said << 'END'
1.1    passed  2 tests, 1 of its own
1.2    FAILED  1 tests, 1 of its own
      a: book/x.nw:7: no
1.3    passed  0 tests, 1 of its own, 1 of them red
1.4    FAILED  1 tests, 0 of its own
      a: red.txt says that it fails
      it has no test of its own
1.5    FAILED  1 tests, 0 of its own
      it has no test of its own
1.6    FAILED  1 tests, 0 of its own
      it holds fails
      it has no test of its own
1.7    FAILED  2 tests, 1 of its own
      test.sh: ended with status 3: ok    it runs
1.8    FAILED  1 tests, 1 of its own
      a: the test is gone
1.9    FAILED  0 tests, 0 of its own
      make all: error: of course
      a: the test is gone
      it has no test of its own
      | error: of course
      | make: *** [Makefile:2: all] Error 1
1.10   FAILED  2 tests, 1 of its own
      d: red.txt names it, but no suite has it
1.11   passed  2 tests, 1 of its own
1.12   passed  2 tests, 1 of its own
4 passed, 8 failed
END
}
check 'each answer is graded, and what is wrong is said' grades

# Facts need green tests too, but for those that are red on purpose.
ln -s "$root/book/facts" book/facts
check 'a test that had to fail leaves the facts alone' \
    book/facts/facts.sh tests answer-1.3
refused() { ! book/facts/facts.sh tests answer-1.2 2> said &&
    grep -q 'book/x.nw:7: error: stage answer-1.2, suite one, test a' said; }
check 'any other stops them' refused
rm book/facts

find build/answers -name '*.said' -printf '%p %T@\n' | sort > before
bash "$root/tests/answers.sh" 1.1 1.12 > said
find build/answers -name '*.said' -printf '%p %T@\n' | sort > after
same 'what passed is not tested again' before after
same 'some can be asked for' <(echo '2 passed, 0 failed') \
    <(tail -n 1 said)

sed -i 's/^row c pass$/row c fail/' book/answers/01-one.nw
tangle
bash "$root/tests/answers.sh" 1.1 > said
same 'what changed is' <(echo '0 passed, 1 failed') <(tail -n 1 said)
unknown() { ! bash "$root/tests/answers.sh" 7.7 > said &&
    grep -q '^no such answer: 7.7' said; }
check 'an unknown number is an error' unknown

cd "$root" || exit 1
summary
