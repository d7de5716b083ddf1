#!/bin/bash
# stops.sh - a red stage stops the book. Plants a bug in a copy of a chapter
# and asks for the book: make must fail, name the stage, the test and the line
# of the chapter that holds the assertion, and leave no page of that stage.
# Run from the project's root.
set -uo pipefail
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
. tests/lib.sh
said() { grep -E "$1" "$copy/said" || { tail -n 20 "$copy/said"; false; }; }

# The copy starts with what is made already: only what follows from the bug
# is to be done.
cp -a Makefile book figures tests tangle build "$copy"/ 2>/dev/null
rm -rf "$copy"/build/{html,hpoc.*,red,compilers,site-test,tests} \
    "$copy"/build/{coverage,reproducible,answers,check}
cp -a .git "$copy"/ 2>/dev/null

# The bug: bump hands out each chunk 16 bytes short.
sed -i 's/^    set_head(c, size | PREV_IN_USE);$/    set_head(c, (size - 16) | PREV_IN_USE);/' \
    "$copy/book/04-bump.nw"
check 'the bug is planted' bash -c "! cmp -s book/04-bump.nw '$copy/book/04-bump.nw'"
(cd "$copy" && make book) >"$copy/said" 2>&1
status=$?
check 'make book fails' [ "$status" != 0 ]
check 'it names stage, suite and test' \
    said 'stage bump, suite [a-z-]+, test [a-z_0-9A-Z]+ failed'
check 'and the line of the chapter' \
    said '^book/0[0-9]-[a-z-]+\.nw:[0-9]+: error: stage bump'
check 'there is no page of that chapter' [ ! -e "$copy/build/html/04-bump.html" ]
check 'there is no PDF' [ ! -e "$copy/build/hpoc.pdf" ]
line=$(grep -oE '^book/0[0-9]-[a-z-]+\.nw:[0-9]+' "$copy/said" | head -n 1)
check "$line is an assertion" bash -c "sed -n '${line##*:}p' '$copy/${line%:*}' | grep -q 'CU_'"
summary
