#!/bin/bash
# weave.sh - does a small book come out as pages and as a PDF that say what
# they should? Works on a copy of weave/, a book of two stages with made-up
# facts. Run from the project's root.
set -uo pipefail
export LC_ALL=C.UTF-8
root=$PWD
here=$root/tests/weave/weave
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
holds() { # holds NAME COMMAND...
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then
        ok "$name"
    else
        fail "$name" "$* ${said:0:300}"
    fi
}
has() { # has NAME TEXT STRING
    case $2 in
        *"$3"*) ok "$1" ;;
        *) fail "$1" "no «$3» in «${2:0:400}»" ;;
    esac
}
lacks() { # lacks NAME TEXT STRING
    case $2 in *"$3"*) fail "$1" "«$3» is there" ;; *) ok "$1" ;; esac
}

# --- a fresh book in $dir/NAME, scanned, tangled, with its facts ----------
fresh() {
    rm -rf "${dir:?}/$1"
    mkdir -p "$dir/$1/build/figures" "$dir/$1/build/facts"
    cd "$dir/$1" || exit 1
    cp -r "$here/book" "$here/figures" .
    ln -s "$root/book/weave" book/weave
    ln -s "$root/book/tangle" book/tangle
}
scan() {
    pandoc -f book/tangle/scan.lua book/[0-9]*.nw -t plain -o /dev/null
}
facts() {
    local stage slug cmd name
    for stage in one two; do
        mkdir -p "build/facts/$stage"
        cp "$here/facts/$stage"/*.tsv "build/facts/$stage"
        awk -F'\t' -v s=$stage '$1 == "run" && $2 == s { print $3, $6 }' \
            build/requests.tsv | while read -r slug cmd; do
            name=${cmd#./}
            cp "$here/facts/$stage/${name%% *}" \
                "build/facts/$stage/$slug.run"
            [ "$name" != crash ] || echo 'recorded on A & B: no C' \
                >"build/facts/$stage/$slug.from"
        done
    done
    mkdir -p empty
    (cd tangle && diff -ruN ../empty one) >build/facts/one/diff.txt
    (cd tangle && diff -uN -r one two) >build/facts/two/diff.txt
    cp "$here/drawn"/* build/figures
}
weave() {
    pandoc -f book/weave/reader.lua -L book/weave/render.lua --citeproc \
        -L book/weave/works.lua --metadata-file=book/weave/book.yaml "$@"
}
page() { # page FILE SOURCE
    weave -t html5 --mathml --template=book/weave/page.html "$2" \
        -o "build/html/$1.html"
}

fresh book
holds 'the first pass accepts the book' scan
holds 'the book tangles' book/tangle/tangle.sh
facts
mkdir -p build/html
for file in book/[0-9]*.nw; do
    name=$(basename "$file" .nw)
    holds "page $name" page "$name" "$file"
done
for name in index glossary chunks identifiers figures references stage-preface \
    stage-one stage-two diff-one diff-two; do
    holds "page $name" page "$name" /dev/null
done
mkdir -p build/html/download
for name in preface one two; do
    holds "download of $name" book/weave/download.sh "tangle/$name" \
        "build/html/download/$name.tar.gz"
done
mkdir -p tests/traces/left
echo 'A trace.' >tests/traces/a.tr.xz
echo 'What it is.' >tests/traces/README.md
touch tests/traces/left.so
holds 'download of the traces' book/weave/download.sh tests/traces \
    build/html/download/traces.tar.gz
cat book/weave/book.css "$root/figures/heap.css" >build/html/book.css
cp book/weave/book.js build/html
{
    echo 'window.hpocSearch = ['
    cat build/idx/*.js
    echo '];'
} >build/html/search.js
touch build/html/hpoc.pdf build/html/hpoc.epub # the front links to them

# one chunk's figure out of a page
chunk() {
    sed -n "/<figure class=\"chunk[ a-z]*\" id=\"$2\"/,/<\/figure>/p" \
        "build/html/$1.html"
}
# without tags
text() {
    sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g'
}
one=$(cat build/html/01-one.html)
two=$(cat build/html/02-two.html)

# --- under a chunk --------------------------------------------------------
state=$(chunk 01-one c1.3 | tail -n 1 | text)
lacks 'no badge where a chunk stays in all stages' "$state" 'one'
has 'used in' "$state" 'used in 1.2, 2.5'
has 'continued in' "$state" 'continued in 2.1'
has 'defines, with uses' "$state" \
    'defines top (1.4, 1.6); end (1.6, 1.7, 2.2)'
state=$(chunk 02-two c2.1 | text)
has 'continues' "$state" 'continues 1.3'
has 'a part is marked' "$(cat build/html/02-two.html)" \
    '<figure class="chunk more" id="c2.1">'
ask=$(chunk 01-one c1.7 | tail -n 1 | text)
has 'replaced in' "$ask" 'replaced in 2.2'
has 'a badge where it does not' "$ask" 'one · used in'
lacks 'a replaced chunk leaves its stage' "$ask" 'two'
has 'replaces' "$(chunk 02-two c2.2 | text)" 'replaces 1.7'
lacks 'nothing is said that does not apply' "$ask" 'contin'

# --- a use opens in place, as it stands in the chapter's stage ------------
allocate=$(chunk 01-one c1.4)
has 'a use opens without a script' "$allocate" \
    '<details><summary>    <span class="name">grow the heap'
has 'an opened use is indented' "$(text <<<"$allocate")" \
    '    if (top == end'
has 'a use in it is a link' "$allocate" '        <a class="chunkref" href="#'
lacks 'stage one shows nothing of stage two' "$allocate" '8192'
malloc=$(chunk 02-two c2.5 | text)
has 'stage two shows both parts of a state' "$malloc" 'static int calls;'
ask=$(chunk 02-two c2.2)
has 'a short chunk opens' "$ask" \
    '<summary><span class="name">then count the pages'
has 'a long one is a link that a script opens' "$ask" \
    '<pre class="long"><a class="chunkref" '
lacks 'and does not stand there' "$ask" 'wait 17'
has 'a use within a line opens too' "$(text <<<"$allocate")" \
    '(request + 15)'
lacks 'no link inside a button' "$(grep -h '<summary>' build/html/0*.html |
    sed 's/<summary>/\n&/g; s/<\/summary>/&\n/g' | grep '<summary>')" '<a '

# --- names in code --------------------------------------------------------
has 'a name links to its definition' "$(chunk 01-one c1.1)" \
    '<a href="#c1.4">hp_malloc</a>'
has 'a header links to its root' "$(chunk 01-one c1.2)" \
    '<a href="#c1.1">malloc.h</a>'
has 'empty lines at the ends are not shown' \
    "$(chunk 01-one c1.7)" \
    '<pre><a href="#c1.3">end</a>'
lacks 'nor behind' "$(chunk 01-one c1.7)" $'\n\n'
has 'names in comments stay text' "$(chunk 01-one c1.3)" \
    '<i>/* top is not hp_malloc */</i>'
has 'code keeps its shifts' "$(text <<<"$one")" '1 << 3 >> 2'
has 'a tab stays a tab' "$(chunk 01-one c1.8)" $'\techo'
has 'prose looks ahead' "$(cat build/html/00-preface.html)" \
    'href="01-one.html#c1.4"><code>hp_malloc</code></a>'
has 'a chunk named in prose is a link' "$(cat build/html/00-preface.html)" \
    'href="01-one.html#c1.6"'
has 'notation in code spans stays as typed' \
    "$(text <build/html/00-preface.html)" '[x]{.margin} and @@fig:x'

# --- facts ----------------------------------------------------------------
prose=$(text <<<"$one" | tr '\n' ' ')
has 'a value is the first number behind its key' "$prose" \
    'It grew 1,280,000 bytes'
has 'pipes and dollars of a command stay in their cell' \
    "$(text <<<"$one" | grep -A1 '^kept')" $'kept\n40,960,000'
has 'the cell below it too' "$(text <<<"$one" | grep -A1 '^lost')" \
    $'lost\n1234'
has 'a count' "$prose" 'and 1 tests pass'
has 'an output as it was printed' "$prose" 'about to <fall> & "die"'
has 'show= stands for the command' "$prose" '$ ./crash   # on purpose'
has 'an exit status, and where a run was recorded' "$prose" \
    'exit status 139 (SIGSEGV); recorded on A & B: no C'
is_once() { [ "$(grep -o "$1" <<<"$2" | wc -l)" = 1 ]; }
holds 'no other run was recorded' is_once 'recorded on' "$prose"
has 'a skipped test says why' "$prose" 'skipped: one call is enough'
lacks 'a suite alone' "$(text <<<"$two")" 'moves'
has 'the status box: from' "$(text <<<"$two")" 'starts fromone'
has 'the status box: lines' "$(text <<<"$two")" \
    '+4 −1 lines of C; 30 lines in 3 files'
has 'a difference is a link' "$two" 'href="diff-two.html"'

# --- figures, tables, notes -----------------------------------------------
has 'a scenario is drawn inline, with its text' "$one" \
    'role="img" aria-label="A strip with one chunk in use."'
has 'its ids are its own' "$one" 'url(#strip-one-grown-head)'
has 'a drawing has its text and size' "$one" \
    'an arrow &amp; a &quot;q&quot;." width="160" height="54"'
holds 'a drawing is taken along' \
    cmp build/figures/drawn.svg build/html/figures/drawn.svg
has 'an equation has its number' "$one" 'id="eq:round"'
has 'a paragraph of margin' "$one" '<aside class="margin">'
has 'a margin note' "$one" '<span class="margin" role="note">'
has 'a footnote goes back' "$one" 'href="#fnref-1"'
has 'an exercise has an id' "$one" 'id="ex-1.1"'
has 'a hint is folded' "$one" \
    '<details class="hint"><summary>Hint</summary>'
has 'a box' "$one" '<aside class="box" aria-label="A box">'
has 'works cited on the page' "$one" 'id="ref-wilson95"'
lacks 'and no others' "$one" 'id="ref-never"'
has 'every work on its own page' "$(cat build/html/references.html)" \
    'id="ref-never"'

# --- the glossary ---------------------------------------------------------
has 'a term is marked where it is defined' "$two" \
    '<dfn id="term-state">state</dfn>'
words=$(cat build/html/glossary.html)
has 'the glossary leads there' "$words" \
    '<a href="02-two.html#term-state">state</a>'
has 'it has the sentence, without its notes' \
    "$(text <<<"$words" | tr '\n' ' ')" \
    'A state is what top and calls hold.  2 Two'
has 'or better words' "$(text <<<"$words" | tr '\n' ' ')" 'Many of one. '
has 'a term by its own name' "$words" '#term-part">part</a>'

# --- colours are kept, for code that is the same --------------------------
kept=build/tokens/01-one.html.lua
cp build/html/01-one.html build/html/before
page 01-one book/01-one.nw
holds 'kept colours make the same page' cmp build/html/before \
    build/html/01-one.html
sed -i '/"text"/s/top is not hp_malloc/PLANTED/' "$kept"
page 01-one book/01-one.nw
has 'and are not made again' "$(cat build/html/01-one.html)" PLANTED
sed -i 's/"made_by"\]="/&an older pandoc /' "$kept"
page 01-one book/01-one.nw
holds 'but for another pandoc they are' cmp build/html/before \
    build/html/01-one.html
sed -i 's/top is not hp_malloc/top is not main/' build/chunks.lua
page 01-one book/01-one.nw
has 'and for code that changed' "$(chunk 01-one c1.3)" \
    '<i>/* top is not main */</i>'
lacks 'what no page shows is not kept' "$(cat "$kept")" 'top is not hp'
scan; sed -i 's/top is not main/top is not hp_malloc/' build/chunks.lua
page 01-one book/01-one.nw

# --- a stage's page -------------------------------------------------------
stage=$(cat build/html/stage-two.html)
changed=$(cat build/html/diff-two.html)
has 'it leads to what changed' "$stage" 'href="diff-two.html"'
has 'it can be taken home' "$stage" '<a href="download/two.tar.gz">'
tar -xzf build/html/download/two.tar.gz -C "$dir"
holds 'as it was tangled' diff -r tangle/two "$dir/hpoc/tangle/two"
has 'so can the traces' "$stage" '<a href="download/traces.tar.gz">'
tar -xzf build/html/download/traces.tar.gz -C "$dir"
holds 'which lie where the stage looks for them' \
    cmp tests/traces/a.tr.xz "$dir/hpoc/tangle/two/../../tests/traces/a.tr.xz"
same_names() {
    [ "$(ls -m "$dir/hpoc/tests/traces")" = 'README.md, a.tr.xz' ]
}
holds 'without what a recording left there' same_names
touch tangle/two/* tangle/two/left.o
holds 'again' book/weave/download.sh tangle/two "$dir/two.tar.gz"
holds 'the same, though it was made again, and built in' \
    cmp build/html/download/two.tar.gz "$dir/two.tar.gz"
rm tangle/two/left.o
has 'a hunk leads to the chunk that made it' \
    "$changed" \
    '<a href="02-two.html#c2.1">2.1</a>+static int calls;'
has 'a line leads to its chunk' "$stage" \
    '<a href="02-two.html#c2.1">2.1</a>'
has 'the difference: new lines' "$(text <<<"$changed")" '+static int calls;'
has 'the difference: lines gone, and their chunk' \
    "$(grep -A1 '"01-one.html#c1.7"' <<<"$changed" | text)" \
    '-        end += 4096;'
has 'a file that is new is named' "$(text <build/html/diff-one.html)" \
    'malloc.h +3 −0, new'
sed -i 's/int calls/int cools/' tangle/two/malloc.c
said=$(page stage-two /dev/null 2>&1)
has 'a stale tangle is an error' "$said" \
    'tangle/two/malloc.c:5: error: is not what the book says'
sed -i 's/int cools/int calls/' tangle/two/malloc.c
page stage-two /dev/null
cp build/html/stage-two.html "$dir/stage"
page stage-two /dev/null
holds 'twice is the same' cmp "$dir/stage" build/html/stage-two.html

# --- all pages ------------------------------------------------------------
holds 'ids, links, pictures, headings, requests' \
    node "$here/pages.js" build/html
# shellcheck disable=SC2016
holds 'search records and previews are scripts' node -e '
  const fs = require("fs"), window = {}, seen = {};
  const hpocPreview = (page, chunks) => { seen[page] = chunks; };
  eval(fs.readFileSync("build/html/search.js", "utf8"));
  for (const f of fs.readdirSync("build/html/preview"))
    eval(fs.readFileSync(`build/html/preview/${f}`, "utf8"));
  const found = window.hpocSearch.find((r) => r.t === "hp_malloc");
  if (found.u !== "01-one.html#c1.4") throw "hp_malloc: " + found.u;
  if (!seen["02-two"]["c2.1"].includes("calls")) throw "preview";'
heavy=$(find build/html -name '*.html' -size +300k)
lacks 'no page is heavy' "x$heavy" html

# --- the PDF, and that it counts as the pages do --------------------------
for svg in build/figures/*.svg; do
    rsvg-convert -f pdf "$svg" -o "${svg%svg}pdf"
done
holds 'the book for TeX' weave -t latex --template=book/weave/book.latex \
    book/[0-9]*.nw -o build/hpoc.tex
tex=$(cat build/hpoc.tex)
has 'TeX: badge' "$tex" '\HPfoot{\HPbadge{one … two}\HPsep{}used in'
has 'TeX: used in' "$tex" 'used in \HPcn{nw-malloc-c}{1.2}'
has 'TeX: the value' "$tex" 'It grew \HPnumber{1,280,000} bytes'
has 'TeX: where a run was recorded' "$tex" \
    '\HPending{exit status 139 (SIGSEGV); recorded on A \& B: no C}'
has 'TeX: replaced in' "$tex" \
    'replaced in \HPcnfar{nw-ask-for-more-2}{2.2}'
export SOURCE_DATE_EPOCH=1700000000 max_print_line=400
holds 'TeX accepts it' latexmk -lualatex -silent -halt-on-error \
    -interaction=nonstopmode -outdir=build build/hpoc.tex
holds 'its log has nothing to complain of' \
    awk -f book/weave/check-log.awk build/hpoc.log
# label {number}{page} from TeX, against the number each page shows
sed -n 's/^\\newlabel{\([^}]*\)}{{{*\([^}]*\)}.*/\1 \2/p' build/hpoc.aux |
    grep -E '^(fig|tbl|eq|sec|ch):' | sort >"$dir/tex"
{
    grep -hoE 'class="(fig|table)" id="[^"]*"|<b>(Figure|Table) [^<]*' \
        build/html/[0-9]*.html |
        sed 's/.*id="\(.*\)"/\1/; s/<b>[A-Za-z]* //; s/\.$//' |
        paste -d' ' - -
    grep -hoE 'id="eq:[^"]*"|<span>\([0-9A-Z.]+\)</span>' \
        build/html/[0-9]*.html |
        sed 's/id="\(.*\)"/\1/; s/<span>(\(.*\))<.*/\1/' | paste -d' ' - -
    grep -hoE '<h[123] id="[^"]*"><span class="n">[^<]*' \
        build/html/[0-9]*.html |
        sed 's/.*id="\([^"]*\)".*class="n">/\1 /'
} | sort >"$dir/html"
# what has no number has none in either
join -j1 "$dir/tex" "$dir/html" -a2 | awk 'NF != 3 || $2 != $3' \
    >"$dir/differ"
holds 'pages and PDF agree on every number' diff "$dir/differ" /dev/null
has 'there are numbers to agree on' \
    "$(cut -d' ' -f1 "$dir/html" | tr '\n' ' ')" \
    'ch:notes ch:one ch:two eq:round fig:drawn fig:strip sec:files'
lacks 'fonts are embedded' \
    "$(pdffonts build/hpoc.pdf | awk 'NR > 2 && $(NF - 4) != "yes"')" Type
has 'the PDF has a title' "$(pdfinfo build/hpoc.pdf)" 'Heaping Pile of Crap'
cp build/hpoc.pdf "$dir/first.pdf"
lualatex -interaction=batchmode -output-directory=build build/hpoc.tex \
    >/dev/null
holds 'the same PDF twice' cmp "$dir/first.pdf" build/hpoc.pdf
complaint() { awk -f book/weave/check-log.awk <<<"$1" 2>&1; }
box='too wide) in paragraph at lines 1--2'
holds 'a box 1.9 pt too wide may pass' \
    complaint "Overfull \hbox (1.9pt $box"
has 'one of 2.1 pt may not' \
    "$(complaint "Overfull \hbox (2.1pt $box")" 2.1pt
has 'nor a reference to nothing' \
    "$(complaint "LaTeX Warning: Reference \`fig:x' on page 1 undefined")" \
    fig:x

# --- the EPUB -------------------------------------------------------------
epub() {
    cp build/figures/*.svg build/epub
    rsvg-convert "$root/book/weave/cover.svg" -o build/epub/cover.png
    weave --metadata-file=book/weave/epub.yaml -t epub3 --mathml \
        book/[0-9]*.nw -o build/epub/hpoc.epub &&
        node book/weave/epub.js build/epub/hpoc.epub "$1"
}
mkdir -p build/epub
holds 'the book for an e-reader' epub build/hpoc.epub
holds 'its files, links, pictures, contents' \
    python3 "$here/epub.py" build/hpoc.epub
read_epub() {
    python3 -c 'import sys, zipfile
print(zipfile.ZipFile("build/hpoc.epub").read(sys.argv[1]).decode())' "$1"
}
second=$(read_epub EPUB/text/ch003.xhtml)
has 'EPUB: a chunk links to the page of another' "$second" \
    'href="ch002.xhtml#c1.3"'
has 'EPUB: a use is a link' "$second" \
    '<a class="chunkref" href="ch003.xhtml#c2.3">'
has 'EPUB: what is under a chunk' "$(text <<<"$second")" 'replaces 1.7'
lacks 'EPUB: nothing folds' "$second" '<details'
has 'EPUB: formulas' "$(read_epub EPUB/text/ch002.xhtml)" '<math'
has 'EPUB: where a run was recorded' \
    "$(read_epub EPUB/text/ch002.xhtml | text | tr '\n' ' ')" \
    'recorded on A & B: no C'
touch build/epub/*
holds 'EPUB: later' epub "$dir/later.epub"
holds 'the same EPUB twice' cmp build/hpoc.epub "$dir/later.epub"
python3 - build/hpoc.epub "$dir/bad.epub" <<'END'
import sys, zipfile
old, new = zipfile.ZipFile(sys.argv[1]), zipfile.ZipFile(sys.argv[2], 'w')
for i in old.infolist():
    data = old.read(i)
    new.writestr(i, data.replace(b'#c2.3"', b'#nw-then-weight"'))
END
lacks 'a link to nowhere is seen' \
    "$(python3 "$here/epub.py" "$dir/bad.epub" >/dev/null && echo passed)" \
    passed
# --- a chapter of two leaves -----------------------------------------------
fresh leaves
sed -i 's/^# Files {#sec:files}/# Files {#sec:files .leaf}/' book/01-one.nw
scan
book/tangle/tangle.sh
facts
mkdir -p build/html
for name in 00-preface 01-one 02-two; do
    page $name book/$name.nw
done
holds 'a leaf is a page' page 01-one-2 book/01-one.nw
front=$(cat build/html/01-one.html) back=$(cat build/html/01-one-2.html)
has 'the first one begins the chapter' "$front" '<p class="promise">'
lacks 'and ends where the second begins' "$front" 'id="c1.1"'
has 'which says what it continues' "$(text <<<"$back")" '1One, continued'
has 'and has the rest' "$back" 'id="c1.1"'
lacks 'and nothing of the first' "$back" 'fig:strip'
has 'a heading keeps its number' "$back" \
    '<h2 id="sec:files"><span class="n">1.1</span>'
has 'a link from leaf to leaf' "$front" 'href="01-one-2.html#tbl:sizes"'
has 'a link on a leaf' "$back" 'href="#c1.4"'
has 'a link from another chapter' "$(cat build/html/02-two.html)" \
    'href="01-one-2.html#c1.3"'
has 'the contents know both' "$front" 'href="01-one-2.html#sec:files"'
has 'the next page is the second leaf' \
    "$(grep -A3 'rel="next"' <<<"$front")" '01-one-2.html'
has 'and then the next chapter' "$(grep -A3 'rel="next"' <<<"$back")" \
    '02-two.html'
has 'the search leads there' "$(cat build/idx/01-one.js)" \
    '01-one-2.html#c1.4'
has 'the second has previews of its own' \
    "$(cat build/html/preview/01-one-2.js)" 'hpocPreview("01-one-2"'
footnote=$(grep -c 'id="fn-1"' build/html/01-one*.html)
has 'a footnote stays on its leaf' "$footnote" 'one.html:1'
cd "$dir/book" || exit 1

# --- mistakes are errors of a line ----------------------------------------
line() { grep -n -m1 -F "$1" book/01-one.nw | cut -d: -f1; }
broken() { # broken NAME WANTED: the page is not made, and says why
    local said
    rm -f build/html/01-one.html
    said=$(page 01-one book/01-one.nw 2>&1)
    has "$1" "$said" "$2"
    holds "$1: no page" test ! -e build/html/01-one.html
}
at() { echo "book/01-one.nw:$(line "$1"): error: "; }
run=$(echo build/facts/one/grow-2-*.run)
mv "$run" "$dir/grow"
broken 'a missing fact' \
    "$(at '::: {.run stage=one cmd="./grow')no fact: \`./grow 2\` in one"
broken 'a missing fact, inline' "$(at 'key="grown')no fact"
sed 's/total/sum/' "$dir/grow" >"$run"
broken 'a key that is not there' \
    "$(at 'key="grown')no number after \`grown, total\`"
facts
sed -i '/^passed/d' build/facts/one/counts.tsv
broken 'a count that is not there' \
    "$(at '[]{.count')no count \`passed\` of one"
facts
sed -i 's/skip/fail/' build/facts/one/tests.tsv
broken 'a red test' "$(at '::: {.tests')test two_calls of one is red"
facts
rm build/figures/strip-one-grown.alt
broken 'a figure without text' "$(at '{#fig:strip')no figure"

fresh undefined
echo 'See @fig:nowhere.' >>book/02-two.nw
has 'a reference to nothing stops the first pass' "$(scan 2>&1)" \
    "book/02-two.nw:$(wc -l <book/02-two.nw): error: unknown reference @fig"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
