#!/bin/bash
# epub.sh - the EPUB by the rules of its format, with Debian's epubcheck,
# which is installed here since nothing else needs it. Run from the
# project's root, after `make epub`.
set -uo pipefail
. tests/lib.sh
bash tests/deps.sh epubcheck >&2 || exit
# Debian's command is a jar that only some kernels start by themselves
by_the_rules() {
    java -jar "$(command -v epubcheck)" --failonwarnings "$1"
}
check 'epubcheck has nothing to complain of' by_the_rules build/hpoc.epub

# and it would: the same book with a link that leads nowhere
planted() {
    local bad
    bad=$(mktemp --suffix=.epub)
    trap 'rm -f "$bad"' RETURN
    python3 - build/hpoc.epub "$bad" <<'END'
import re, sys, zipfile
old, new = zipfile.ZipFile(sys.argv[1]), zipfile.ZipFile(sys.argv[2], 'w')
for i in old.infolist():
    new.writestr(i, re.sub(rb'(href="ch\d+\.xhtml#)', rb'\1no-', old.read(i)))
END
    ! by_the_rules "$bad" >/dev/null 2>&1
}
check 'epubcheck sees a planted link' planted
summary
