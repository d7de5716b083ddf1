#!/bin/bash
# run.sh - the site in a real browser. Installs what only this needs: Debian's
# chromium, and playwright-core and axe-core from npm (into build/site-test).
# Run from the project's root, after `make html`.
set -euo pipefail
packages=(chromium)
command -v npm >/dev/null || packages+=(npm)
bash tests/deps.sh "${packages[@]}" >&2
here=build/site-test
mkdir -p "$here"
cp tests/site/package.json tests/site/package-lock.json "$here"/
[ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ] ||
    npm ci --loglevel=error --no-audit --no-fund --prefix "$here"
export NODE_PATH=$here/node_modules
status=0
node tests/site/site.js build/html || status=1
node tests/site/behave.js build/html || status=1
exit $status
