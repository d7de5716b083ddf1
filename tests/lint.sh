#!/bin/bash
# lint.sh - what a compiler does not see: the layers of the C, the shape of
# the chapters, the words, the scripts. Run from the project's root, after
# `make tangle`.
set -uo pipefail
. tests/lib.sh

chapters() { awk -f tests/lint/chapters.awk book/[0-9]*.nw >/dev/null; }

layers() {
    local dir=build/lines/$1
    make -s -C "$dir" all && bash tests/lint/layers.sh "$dir"
}

# The layer check must see what it is for: an include and a call upwards.
layers_see() {
    local dir said
    dir=$(mktemp -d)
    trap 'rm -rf "$dir"' RETURN
    echo '#include "malloc.h"' >"$dir/chunk.h"
    echo 'void up(void);' >"$dir/malloc.h"
    echo 'void up(void); void up(void) {}' >"$dir/malloc.c"
    echo 'void up(void); void low(void); void low(void) { up(); }' >"$dir/os.c"
    (cd "$dir" && cc -c malloc.c os.c) || return 1
    said=$(bash tests/lint/layers.sh "$dir")
    grep -q 'chunk.h:1: includes malloc' <<<"$said" &&
        grep -q 'os.c: calls up of malloc.c' <<<"$said"
}

scripts() {
    local file status=0
    while read -r file; do
        bash -n "$file" || status=1
    done < <(find book tests figures .ci -name '*.sh' -o -path .ci/run)
    return $status
}

# Words with one form in this book, and slips that crept in once.
words() {
    ! grep -nE '\b(teh|recieve|seperate|occured|neccessary|adress|alloced|IS_MMAPED)\b' \
        book/[0-9]*.nw README.md CONTRIBUTING.md |
        grep -vE '\[\[IS_MMAPED\]\]|`IS_MMAPED`'
}

# The book stands alone: no path of anybody's machine.
paths() {
    ! grep -InE '(^|[^.[:alnum:]])/(home|work|root)/[a-z]' \
        book/[0-9]*.nw README.md CONTRIBUTING.md tangle/*/*
}

awk -f tests/lint/chapters.awk book/[0-9]*.nw 2>/dev/null || true
check 'chapters have their shape' chapters
check 'the layer check sees a planted include and call' layers_see
for dir in build/lines/*/; do
    stage=$(basename "$dir")
    case $stage in answer-*) continue ;; esac
    [ -f "$dir/hpoc.h" ] && check "$stage: layers" layers "$stage"
done
check 'scripts parse' scripts
check 'no known misspelling' words
check 'no path of a machine' paths
summary
