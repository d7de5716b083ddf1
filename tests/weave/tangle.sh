#!/bin/bash
# tangle.sh - tests of the first pass and the tangler, on small books that
# are made for it in a temporary folder. Run from the project's root.
#
# A case is one file that holds a whole book: `== path` starts each part.
#   tangle/errors/*.case   a book with mistakes; its part `expect` is all
#                          that the first pass says, to the letter
#   tangle/healthy.case    a book without; the functions below look at what
#                          becomes of it
set -uo pipefail
export LC_ALL=C.UTF-8
. tests/lib.sh

root=$PWD
tools=$root/book/tangle
cases=$root/tests/weave/tangle
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# unpack CASE FOLDER
unpack() {
    mkdir -p "$2/book" "$2/figures"
    awk -v to="$2" '/^== / { out = to "/" $2; next } { print > out }' "$1"
}

# In the folder of a book:
scan() { pandoc -f "$tools/scan.lua" book/*.nw -t plain -o /dev/null; }
tangle() { scan && "$tools/tangle.sh"; }

# times FOLDER...: every file below with the time it was written
times() { find "$@" -type f -printf '%p %T@\n' | sort; }

# --- what the first pass refuses ------------------------------------------

# Says all that is expected and no more, exits 1, writes nothing.
refuses() {
    local dir=$tmp/errors/$1 status=0
    unpack "$cases/errors/$1.case" "$dir"
    (cd "$dir" && scan 2> got) || status=$?
    if [ "$status" != 1 ]; then
        fail "refuses $1" "exit status $status"
    elif [ -e "$dir/build" ]; then
        fail "refuses $1" "build/ was written"
    else
        same "refuses $1" "$dir/expect" "$dir/got"
    fi
}

for case in "$cases"/errors/*.case; do
    refuses "$(basename "$case" .case)"
done

# --- a healthy book -------------------------------------------------------

book=$tmp/healthy
unpack "$cases/healthy.case" "$book"
cd "$book" || exit 1

status=0
tangle > said 2>&1 || status=$?
echo "exit status $status" >> said
same "a healthy book is tangled in silence" <(echo "exit status 0") said
if [ "$status" != 0 ]; then         # the rest would only repeat it
    summary
    exit 1
fi

# All files of all folders: a folderless root from its chapter on, a
# folder's own root there alone.
every_file() {
    diff - <(find tangle -type f | sort) <<- END
	tangle/four/Makefile
	tangle/four/red_four.c
	tangle/four/run.sh
	tangle/four/tests.c
	tangle/four/two.h
	tangle/one/Makefile
	tangle/one/probe.c
	tangle/one/run.sh
	tangle/one/tests.c
	tangle/preface/hello.c
	tangle/two/Makefile
	tangle/two/gone.h
	tangle/two/run.sh
	tangle/two/tests.c
	tangle/two/two.h
	END
    diff <(cd tangle && find . -type f | sort) \
        <(cd build/lines && find . -type f | sort)
}
check "every root in its folders, in both trees" every_file

given_up() {
    [ -f tangle/two/gone.h ] && [ ! -e tangle/four/gone.h ] &&
        [ ! -e build/lines/four/gone.h ]
}
check "a root replaced by nothing is given up from there on" given_up

folder_root_wins() {
    grep -q '^only: two' tangle/two/Makefile &&
        ! grep -q '^only: two' tangle/one/Makefile tangle/four/Makefile
}
check "a folder's own root wins there, and only there" folder_root_wins

# words STAGE: the marks that its program prints, on one line
words() {
    (cd "build/lines/$1" && gcc -o tests tests.c && ./tests) > "$1.out" &&
        sed 's/.*: //' "$1.out" | xargs
}
prefix_rule() {
    diff - <(for s in one two four; do words "$s"; done) <<- END
	alpha beta gamma
	alpha beta delta gamma
	alpha zeta theta eta gamma
	END
}
check "a stage is its prefix of the book, (replaces) and all" prefix_rule

# true_lines STAGE...: each mark stands in the chapter on the line that its
# program printed.
true_lines() {
    local file line word
    cat "${@/%/.out}" | while IFS=': ' read -r file line word; do
        sed -n "${line}p" "$file" | grep -q "WHERE(\"$word\")" ||
            { echo "$word is not at $file:$line"; return 1; }
    done
}
check "line numbers are true, beyond replaced chunks too" \
    true_lines one two four

debugger_lines() {
    gcc -g -c -o four.o build/lines/four/tests.c &&
        objdump --dwarf=decodedline four.o |
            awk '$3 ~ /^0x|^0$/ { print $1 }' | sort -u |
            diff <(printf '%s\n' 01-one.nw 04-four.nw) -
}
check "the debugger sees chapters alone" debugger_lines

no_line_in_readable() { ! grep -rn '^#line' tangle; }
check "tangle/ has no #line" no_line_in_readable

tabs() {
    sed 's/~/\t/g' <<- 'END' | diff - tangle/one/Makefile
	# Makefile: tangled from book/01-one.nw; edit that, not this.
	tests: tests.c
	~$(CC) -o $@ $<
	~~true
	%.o: %.c
	~$(CC) -c $<
	END
}
check "tabs are kept, also those before a chunk" tabs

same_objects() {
    local s
    for s in one two four; do
        gcc -O2 -g0 -DNDEBUG -c -o read.o "tangle/$s/tests.c" &&
            gcc -O2 -g0 -DNDEBUG -c -o lines.o "build/lines/$s/tests.c" &&
            cmp read.o lines.o || return 1
    done
}
check "both trees give the same objects" same_objects

# The first line names the chapters that gave a line, no more and no fewer;
# a script's interpreter comes before it.
banners() {
    local f named given
    for f in build/lines/*/*.[ch]; do
        named=$(head -n 1 "$f" | grep -o 'book/[^ ,;]*' | sort)
        given=$(grep '^#line' "$f" | grep -o 'book/[^"]*' | sort -u)
        [ "$named" = "$given" ] || { echo "$f: $named / $given"; return 1; }
    done
    head -qn 1 tangle/two/two.h tangle/four/two.h tangle/four/tests.c |
        diff <(sed 's/^ *//' << END
/* two.h: tangled from book/02-two.nw; edit that, not this. */
/* two.h: tangled from book/04-four.nw; edit that, not this. */
/* tests.c: tangled from book/01-one.nw, book/02-two.nw and \
book/04-four.nw; edit those, not this. */
END
        ) -
    diff <(printf '%s\n' '#!/bin/sh' \
        '# run.sh: tangled from book/01-one.nw; edit that, not this.' \
        'cat <<END') <(head -n 3 tangle/one/run.sh)
}
check "the first line names the chapters that made the file" banners

modes() {                           # what gcc left there is a program
    [ -z "$(find tangle build/lines -name '*.*' -type f ! -perm 644)" ]
}
check "files are 644" modes

# --- the tables -----------------------------------------------------------

requests() {
    sed 's/ *| */\t/g' << 'END' | diff - <(sed 's/ | / PIPE /' \
        build/requests.tsv | sed 's/-[0-9a-f]\{6\}\t/-HASH\t/')
run | preface | hello-HASH | 0 | book/00-preface.nw:16 | ./hello
tests | one | - | 0 | book/01-one.nw:1 | -
run | one | tests-head-n-1-HASH | 0 | book/01-one.nw:89 | ./tests PIPE head -n 1
tests | two | - | 0 | book/02-two.nw:1 | -
tests | four | - | 0 | book/04-four.nw:1 | -
figure | four | heap | 0 | book/04-four.nw:9 | grown
figure | - | plot | 0 | book/04-four.nw:11 | figures/plot.gp
run | four | tests-HASH | 0 | figures/plot.gp:1 | ./tests
END
}
check "every fact and figure is asked for once, by line" requests

pages() {
    sed 's/-[0-9a-f]\{6\}\./-HASH./' build/pages.tsv | grep '^04' |
        diff <(sed 's/ /\t/' << 'END'
04-four build/facts/four/tests.tsv
04-four build/facts/four/counts.tsv
04-four build/facts/four/diff.txt
04-four build/figures/heap-four-grown.alt
04-four build/figures/heap-four-grown.pdf
04-four build/figures/heap-four-grown.svg
04-four build/figures/plot.pdf
04-four build/figures/plot.svg
04-four build/facts/four/tests-HASH.run
END
        ) -
}
check "a page names what it needs" pages

# look EXPRESSION...: values of build/xref.lua, a line each
look() {
    { echo "local X = dofile('build/xref.lua')"
      echo "local function join(t) return table.concat(t, ' ') end"
      printf 'print(%s)\n' "$@"
      echo "os.exit(0)"; } > look.lua
    pandoc -f look.lua /dev/null
}
xref() {
    look 'X.chunks["nw-tests"].num, X.chunks["nw-tests-3"].num' \
        'X.chunks["nw-tests"].replaced_by, X.chunks["nw-tests-2"].replaced_by' \
        'X.chunks["nw-tests-3"].replaces, X.chunks["nw-tests-3"].replaced_by' \
        'join(X.chunks["nw-tests"].stages)' \
        'join(X.chunks["nw-headers-3"].stages)' \
        'join(X.defs["tests"])' 'join(X.uses["more tests"])' \
        'join(X.idents.WHERE), join(X.iuses.WHERE)' \
        'X.chunks["nw-rules"].ext, X.chunks["nw-finish"].ext' \
        'X.labels["fig:plot"].num, X.labels["eq:x"].num' \
        'X.labels["sec:two"].num, X.labels["sec:two"].title' \
        'X.labels["ch:preface"].title, X.labels["ch:tools"].num' \
        'X.pages[5].before, X.pages[3].before, X.stages[3].previous' \
        'join(X.stages[2].roots)' 'X.figures[1].caption'
}
xref_holds() {
    xref | diff <(sed 's/ | /\t/g' << 'END'
1.3 | 4.1
nw-tests-3 | nw-tests-3
true | nil
one two
four
nw-tests nw-tests-2 nw-tests-3 nw-tests-4
nw-tests-3
nw-tests-c | nw-tests nw-finish nw-tests-2 nw-tests-3 nw-tests-4 nw-more-tests
mk | c
4.2 | A.1
1.1 | The list
Preface: how to read | A
preface | one | two
two/Makefile gone.h run.sh tests.c two.h
A heap, grown.
END
    ) -
}
check "build/xref.lua knows numbers, stages and replacements" xref_holds

# --- a second time --------------------------------------------------------

times tangle build > before
tangle
times tangle build > after
same "nothing new, nothing written" before after

sed -i '/^As /i Another line of prose.\n' book/01-one.nw
times tangle build/xref.lua build/chunks.lua > before
tangle
times tangle build/xref.lua build/chunks.lua > after
same "prose leaves tangle/ and build/xref.lua alone" before after
true_lines one > said && fail "the lines moved" "they did not"
words one > said
check "and its line numbers are true again" true_lines one

sed -i 's/^int probe;/int probes;/; s/%def probe/&s/' book/01-one.nw
times tangle > before
tangle
times tangle > after
diff before after | sed -n 's/^> \([^ ]*\) .*/\1/p' > changed
same "one changed chunk, one changed file" \
    <(echo tangle/one/probe.c) changed

# A folder whose code is what it was, where it was, is left alone; when it
# is elsewhere, its #lines move, and with --text they may wait.
printf '%s\n' '@' 'An end.' '<<end.c>>=' 'int end = 1;' >> book/01-one.nw
tangle
moves() {
    local at
    at=$(grep '^#line' build/lines/one/end.c)
    sed -i 's/^An end\.$/An end,/' book/01-one.nw && tangle &&
        [ "$at" = "$(grep '^#line' build/lines/one/end.c)" ] &&
        sed -i 's/^An end,$/An\nend./' book/01-one.nw && scan &&
        "$tools/tangle.sh" --text &&
        [ "$at" = "$(grep '^#line' build/lines/one/end.c)" ] && tangle &&
        [ "$at" != "$(grep '^#line' build/lines/one/end.c)" ]
}
check "lines that move are moved, at the latest by a whole run" moves
sed -i 's/^int end = 1;$/int end = 1; int more = 2/' book/01-one.nw
tangle
sed -i 's/^int end = 1; int more = 2$/int end = 1; int more = 3/' \
    book/01-one.nw
scan && "$tools/tangle.sh" --text
check "a number at a line's end is code, too" \
    grep -q 'more = 3' tangle/one/end.c build/lines/one/end.c
head -n -4 book/01-one.nw > one && sed '$d' one > book/01-one.nw
tangle

cp -r tangle earlier
printf '%s\n' --- 'title: Five' 'stage: five' --- '<<tests (replaces)>>=' \
    'WHERE("omega");' '@' '<<headers>>=' '#include <time.h>' '@' \
    '<<five.h>>=' 'int five;' '@' > book/05-five.nw
tangle
later_chapter() {
    [ "$(words five)" = "alpha omega gamma" ] &&
        [ -f tangle/five/five.h ] && diff -r -x five tangle earlier
}
check "a later chapter changes no earlier stage" later_chapter

rm book/05-five.nw
touch tangle/four/tests.o tangle/four/notes.txt build/lines/four/tests.o
sed -i 's/^<<two.h>>=/<<tow.h>>=/' book/02-two.nw
sed -i 's/^<<two.h (replaces)>>=/<<tow.h (replaces)>>=/' book/04-four.nw
tangle
goes() {
    local left
    left=$(find tangle build/lines -name five -o -name two.h)
    ls tangle/two/tow.h build/lines/four/tow.h && [ -z "$left" ]
}
check "what no chapter defines any more goes" goes
stays() { ls tangle/four/{tests.o,notes.txt} build/lines/four/tests.o; }
check "what make or a reader put there stays" stays

# --- when something is wrong ----------------------------------------------

times tangle build > before
sed -i 's/^<<finish>>=/<<finsh>>=/' book/01-one.nw
tangle 2> /dev/null && echo "exit status 0" >> before
times tangle build > after
same "a book with mistakes leaves the last tangle alone" before after

# The first pass would have said so; the tangler must not trust it.
refuses_damage() {
    times tangle build > before
    ! "$tools/tangle.sh" > said 2>&1 && grep -q 'noweb failed on' said &&
        times tangle build | diff before -
}
check "so does a chapter that noweb cannot tangle" refuses_damage

sed -i 's/^<<finsh>>=/<<finish>>=/; s/1 @<< 3/1 << 3/' book/01-one.nw
refuses_prose() {
    times tangle build > before
    ! "$tools/tangle.sh" > said 2>&1 &&
        grep -q '01-one.nw is damaged' said &&
        times tangle build | diff before -
}
check "and one that it cannot read" refuses_prose
sed -i 's/1 << 3/1 @<< 3/' book/01-one.nw

HPOC_BUILD=elsewhere tangle
check "HPOC_BUILD names another build folder" \
    diff -r -x '*.o' -x tests build/lines elsewhere/lines

# --- web.lua --------------------------------------------------------------

# Lines of text and code, put back where their chunk says they stood, are
# the lines of the chapter but for what noweb itself takes out.
cat > put-back.lua << END
local web = dofile('$tools/web.lua')
function Reader()
  local ch, lines = web.parse(PANDOC_STATE.input_files[1]), {}
  for _, c in ipairs(ch) do
    local n = c.line
    if c.kind == 'docs' then
      for l in c.md:gmatch('([^\n]*)\n') do lines[n], n = l, n + 1 end
    else
      local replaces = c.replaces and ' (replaces)' or ''
      lines[n] = '<<' .. c.name .. replaces .. '>>='
      for i, line in ipairs(c.lines) do
        local s = ''
        for _, t in ipairs(line) do
          s = s .. (t.t == 'use' and '<<' .. t.s .. '>>' or t.s)
        end
        lines[n + i] = s
      end
    end
  end
  for n = 1, 1000 do if lines[n] then print(n .. ':' .. lines[n]) end end
  os.exit(0)
end
END
# shellcheck disable=SC2016     # the backticks are Markdown's
put_back() {
    local f
    for f in book/*.nw; do
        pandoc -f put-back.lua "$f" |
            sed 's/`\([^`]*\)`{\.nwid}/[[\1]]/g
                 s/`\([^`]*\)`{\.nwref}/[[<<\1>>]]/g' > got
        # a quote over two lines keeps its lines, each with one tick
        sed -n 's/@<</<</g; s/^@$//; /^@ %def/!{=;p}' "$f" |
            sed 'N; s/\n/:/' > want
        diff want got > differs
        grep '^[<>]' differs | grep -v 'quote$\|over two lines' && return 1
    done
    return 0
}
check "web.lua accounts for every line of a chapter" put_back

# Quotes become code spans in prose alone: not in the header, in a fence or
# in a code span, where their brackets are meant.
# shellcheck disable=SC2016     # the backticks are Markdown's
quotes() {
    for f in book/*.nw; do pandoc -f put-back.lua "$f"; done |
        sed -n 's/^[0-9]*://; /\[\[\|{\.nw/p' | diff <(cat << 'END'
or `[[y]]`, and call `main`{.nwid}.
title: Where [[one]] begins
As [@wilson95, p. 3] says, `headers`{.nwref} grow; see @eq:a, @tbl:a, @fig:heap
over two lines`{.nwid} and `` a `tick` @z `` stay where they are.
int x = 1 << 3; /* @nobody [[x]] {.bad */
key="beta"} of `tests`{.nwid}.
promise: What replaces [[tests]], and `[[y]]`.
![A `heap`{.nwid},
END
        ) -
}
check "quotes are code spans in prose, and nowhere else" quotes

cd "$root" || exit 1
summary
