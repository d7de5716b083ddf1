#!/bin/bash
# figures.sh - are heaps drawn as they were dumped, and do all three kinds
# of figure come out as files, twice the same? check.js looks into the
# pictures; here, the tools around them run. From the project's root.
set -u
export LC_ALL=C.UTF-8
root=$PWD
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
log=$dir/log
node tests/weave/figures/check.js >"$log"
[ -s "$log" ] || echo "FAIL check: it printed nothing" >>"$log"

ok() { echo "ok $1" >>"$log"; }
fail() { echo "FAIL $1: $2" >>"$log"; }
is() { if [ "$2" = "$3" ]; then ok "$1"; else fail "$1" "got «$2»"; fi; }
has() {
    case $2 in *"$3"*) ok "$1" ;; *) fail "$1" "no «$3» in «$2»" ;; esac
}
well_formed() {
    node -e 'require(process.argv[1]).parse(
        require("fs").readFileSync(process.argv[2], "utf8")
        .replace(/^<\?xml.*\?>\n/, "").trim())' \
        "$root/tests/weave/figures/xml.js" "$1" 2>&1
}
# The page of a PDF, in millimetres: "122 30".
millimetres() {
    pdfinfo "$1" | awk '/^Page size/ {
        printf "%.0f %.0f\n", $3 * 25.4 / 72, $5 * 25.4 / 72 }'
}
draw() { figures/draw.sh "$@" 2>&1; }
export SOURCE_DATE_EPOCH=1

mkdir -p "$dir/p/figures/data" "$dir/p/build/facts/coal"
cd "$dir/p" || exit 1
for file in draw.sh render.js render heap.css style.tex style.gp; do
    ln -s "$root/figures/$file" "figures/$file"
done

# ---- a scenario -----------------------------------------------------
cp "$root/tests/weave/figures/coal.heap" build/facts/coal/two.heap
printf 'figure\tcoal\ttwo\t0\tbook/06-coal.nw:44\t%s\n' full,two gone \
    >build/requests.tsv
out=build/figures/two-coal-full,two
is scene_is_silent "$(draw scene coal two full,two)" ""
is scene_svg_is_well_formed "$(well_formed $out.svg)" ""
has scene_has_words "$(cat $out.alt)" "Then, after free(d): Heap of 6"
has scene_pdf_has_the_books_fonts "$(pdffonts $out.pdf)" \
    JetBrainsMono-SemiBold
is scene_leaves_nothing_else "$(ls build/figures | tr '\n' ' ')" \
    "two-coal-full,two.alt two-coal-full,two.pdf two-coal-full,two.svg "
sum=$(cat $out.* | cksum)
SOURCE_DATE_EPOCH=2 draw scene coal two full,two
is scene_is_the_same_twice "$(cat $out.* | cksum)" "$sum"
is scene_of_a_lost_state "$(draw scene coal two gone)" \
    'book/06-coal.nw:44: error: no state is called "gone", only full,'\
' after-free, two, split'

# ---- a scenario with threads ----------------------------------------
cp -r "$root/tangle/tcache" stage
cat >threads.scn <<'S'
a = malloc(24);
2: b = malloc(24);      // two
free(a);
2: free(b);
//! figure both
2: end;
S
run() { make -s -C stage OPT=-O0 heap SCENARIO="$PWD/$1" JSON=1 2>&1; }
run threads.scn >threads.heap
state() { sed -n "/^{\"step\":$1,/,/^{\"end\"/p" threads.heap; }
has thread_of_a_step_is_told "$(state 2)" \
    '"code":"2: b = malloc(24);","note":"two","thread":2}'
is thread_1_needs_no_word "$(state 3 | grep -c '^{"step.*"thread"')" 0
is each_region_has_its_arena "$(state 4 | grep -c '^{"heap".*"arena":1')" 1
has stacks_of_each_thread "$(state 4 | tr '\n' ' ')" \
    '"thread":1,"at":[656]} {"list":"tcache 32","thread":2,"at":['
has caches_have_names "$(state 4)" '"names":["cache 2"],"arena":1}'
is no_stacks_after_the_end "$(state 5 | grep -c '"thread":2,"at"')" 0
is threads_take_turns_the_same_twice "$(run threads.scn)" \
    "$(cat threads.heap)"
echo '16: a = malloc(24);' >many.scn
has too_many_threads "$(run many.scn)" "heap: no such thread"
echo '1: end;' >first.scn
has thread_1_does_not_end "$(run first.scn)" "heap: no such thread"

# ---- TikZ -----------------------------------------------------------
cat >figures/box.tex <<'T'
\begin{tikzpicture}
  \draw[used] (0,0) rectangle +(3,1);  \draw[free] (3,0) rectangle +(3,1);
  \draw[hole] (6,0) rectangle +(2,1);  \draw[bad] (8,0) rectangle +(2,1);
  \node[box] (a) at (1,2) {a};         \node[code] (b) at (4,2) {free(a);};
  \draw[link] (a) -- (b);              \node[say] at (7,2) {so it is};
  \node[address] at (0,-.3) {+0};
\end{tikzpicture}
T
is tex_is_silent "$(draw tex figures/box.tex)" ""
is tex_svg_is_well_formed "$(well_formed build/figures/box.svg)" ""
is tex_keeps_its_size "$(millimetres build/figures/box.pdf | cut -c1-2)" 10
is tex_leaves_nothing_else "$(ls build/figures | grep -c box)" 2
sum=$(cat build/figures/box.* | cksum)
SOURCE_DATE_EPOCH=2 draw tex figures/box.tex
is tex_is_the_same_twice "$(cat build/figures/box.* | cksum)" "$sum"
sed -i 's/\\draw\[hole\]/\\drow[hole]/' figures/box.tex
rm build/figures/box.*
out=$(draw tex figures/box.tex)
has tex_error_has_its_line "$out" \
    "figures/box.tex:3: error: Undefined control sequence"
is tex_error_leaves_nothing "$(ls build/figures | grep -c box)" 0

# ---- gnuplot --------------------------------------------------------
printf '1 2\n2 3\n3 5\n' >build/facts/coal/waste.run
cat >figures/waste.gp <<'P'
#! run stage=coal cmd="./waste" as=waste
#! height 8
set xlabel "calls"
plot waste title "wasted"
P
gp() { draw gp figures/waste.gp waste=build/facts/coal/waste.run; }
is gp_is_silent "$(gp)" ""
is gp_svg_is_well_formed "$(well_formed build/figures/waste.svg)" ""
is gp_has_the_asked_size "$(millimetres build/figures/waste.pdf)" "122 80"
has gp_has_the_books_font "$(pdffonts build/figures/waste.pdf)" Pagella
is gp_leaves_nothing_else "$(ls build/figures | grep -c waste)" 2
sum=$(cat build/figures/waste.* | cksum)
sleep 1
gp
is gp_is_the_same_twice "$(cat build/figures/waste.* | cksum)" "$sum"
sed -i 's/title/titel/' figures/waste.gp
rm build/figures/waste.*
has gp_error_has_its_line "$(gp)" "figures/waste.gp:4: error:"
echo 'set xlabel "no plot"' >figures/waste.gp
has gp_without_a_plot_is_an_error "$(gp)" \
    "figures/waste.gp: error: gnuplot drew nothing"

cat "$log"
passed=$(grep -c '^ok ' "$log") failed=$(grep -c '^FAIL ' "$log")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
