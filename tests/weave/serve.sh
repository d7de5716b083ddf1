#!/bin/bash
# serve.sh - does the server rebuild what is saved, tell the browser, show
# what stops the build and get over it? Works on a book of two pages, with a
# Makefile of its own; serve/ask.js is the browser. Run from the project's
# root.
set -uo pipefail
. tests/lib.sh
root=$PWD
dir=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null; rm -rf "$dir"' EXIT

mkdir -p "$dir/book/weave" "$dir/figures"
cd "$dir" || exit 1
echo 'One: a first text.' > book/01-one.nw
echo 'Two: a second text.' > book/02-two.nw
echo 'p { color: red }' > book/weave/book.css
# BROKEN stops the build, as a slip in a chapter does; SLOW takes its time.
cat > Makefile <<'END'
SHELL := /bin/bash
html: build/html/01-one.html build/html/02-two.html build/html/book.css
build/html/%.html: book/%.nw
	@mkdir -p $(@D)
	@! grep -n BROKEN $< | sed 's|^\([0-9]*\):.*|$<:\1: error: broken|' | \
	  grep . >&2
	@! grep -q SLOW $< || sleep 30
	@(echo '<html><body>'; cat $<; echo '</body></html>') > $@
	@echo $@ >> made
build/html/book.css: book/weave/book.css
	@cp $< $@
END

PORT=0 node "$root/book/weave/serve.js" > terminal 2>&1 &
server=$!
for _ in $(seq 100); do
    grep -q 'html: ' terminal && break
    sleep 0.1
done
port=$(sed -n 's|.*http://localhost:\([0-9]*\)/.*|\1|p' terminal)
[ -n "$port" ] || {
    fail 'the server starts' "$(cat terminal)"
    summary
    exit 1
}

said=$(PORT=$port timeout 60 node "$root/tests/weave/serve/ask.js") ||
    echo "FAIL  ask.js ended with status $?"
printf '%s\n' "$said"
passed=$((passed + $(grep -c '^ok ' <<<"$said")))
failed=$((failed + $(grep -c '^FAIL ' <<<"$said")))
grep -q '^all asked$' <<<"$said" || fail 'every question was asked'

if grep -q EventSource build/html/*; then
    fail 'the files in build/html know nothing of the server'
else
    ok 'the files in build/html know nothing of the server'
fi
if grep -q 'book/01-one.nw:1: error: broken' terminal; then
    ok 'the terminal shows what stopped the build'
else
    fail 'the terminal shows what stopped the build' "$(cat terminal)"
fi

if PORT=$port node "$root/book/weave/serve.js" > again 2>&1; then
    fail 'a port that is taken is refused' "$(cat again)"
elif grep -q "port $port is taken; try make serve PORT=" again; then
    ok 'a port that is taken is refused'
else
    fail 'a port that is taken is refused' "$(cat again)"
fi

# While a slow page is being made: no process stays behind.
echo 'SLOW' > book/02-two.nw
making=
for _ in $(seq 50); do
    making=$(pgrep -P "$server" make) && sleep 0.3 && break
    sleep 0.1
done
kill "$server"
if [ -n "$making" ] && wait "$server" && sleep 0.3 &&
    ! pgrep -r R,S,D -g "$making" >/dev/null; then
    ok 'the server ends with its make'
else
    fail 'the server ends with its make' "$(pgrep -a -g "$making")"
fi
server=
summary
