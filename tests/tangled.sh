#!/bin/bash
# tangled.sh - what is committed under tangle/ is what the chapters say, and
# stands alone. Run from the project's root, after `make tangle`.
#
#     tangled.sh                    each stage, to the object code
#     tangled.sh --brief STAGE...   these; of the others only the tokens
set -uo pipefail
. tests/lib.sh
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

nothing_changed() {
    git rev-parse --git-dir >/dev/null 2>&1 || return 0
    local changed
    changed=$(git status --porcelain -- tangle)
    [ -z "$changed" ] || { echo "make tangle changed:"; echo "$changed"; return 1; }
}

# A PATH with everything but noweb, pandoc, node and TeX.
bare_path() {
    local tool PATH=${PATH//\/usr\/lib\/ccache:/}
    mkdir -p "$temporary/bin"
    for tool in sh bash make cc gcc cpp as ld awk mawk gawk grep sed cat cp \
        rm mkdir dirname basename ls test env git python3 timeout xz xzcat \
        nproc printf echo cut head tail tr sort uniq wc setarch gdb true; do
        tool=$(command -v "$tool") && [ -x "$tool" ] &&
            ln -sf "$tool" "$temporary/bin/"
    done
    echo "$temporary/bin"
}

stands_alone() {        # stands_alone STAGE: make and make test, nothing else
    cp -r "tangle/$1" "$temporary/$1" && cd "$temporary" &&
        env -i HOME="$temporary" LC_ALL=C.UTF-8 PATH="$(bare_path)" \
            make -s -C "$1" all test
}

# Both tangles are the same program, apart from the lines that they name.
same_objects() {
    local dir=tangle/$1 other=build/lines/$1 source
    for source in "$dir"/*.c; do
        source=$(basename "$source")
        for which in "$dir" "$other"; do
            (cd "$which" && cc -std=c11 -O2 -g0 -DNDEBUG -fPIC -w -I. \
                -D__LINE__=1 '-D__FILE__=""' \
                -fno-builtin-malloc -c "$source" \
                -o "$temporary/$(dirname "$which").o" 2>&1) || return 1
        done
        cmp "$temporary/tangle.o" "$temporary/build/lines.o" ||
            { echo "$source differs"; return 1; }
    done
}

# The same, as far as the compiler's first half sees it: it is what is left
# when comments and lines are gone.
same_tokens() {
    local which sources
    sources=$(cd "tangle/$1" && ls ./*.c)
    for which in "tangle/$1" "build/lines/$1"; do
        # shellcheck disable=SC2086     # names of roots hold no blanks
        (cd "$which" && cc -std=c11 -E -P -w -I. -D__LINE__=1 \
            '-D__FILE__=""' $sources | tr -s ' \t\n' '\n') >"$temporary/${which%%/*}.tokens" 2>&1 ||
            return 1
    done
    cmp "$temporary/tangle.tokens" "$temporary/build.tokens"
}

no_markers() {
    ! grep -n '^#line' tangle/"$1"/*.[ch] 2>/dev/null
}

brief=
[ "${1-}" != --brief ] || brief=${*:2}
mkdir -p "$temporary/build"
check 'make tangle leaves a clean tree clean' nothing_changed
for dir in tangle/*/; do
    stage=$(basename "$dir")
    case $stage in answer-*) continue ;; esac   # tests/answers.sh
    check "$stage: no #line in the readable tangle" no_markers "$stage"
    if [ "$brief" ] && [[ " $brief " != *" $stage "* ]]; then
        check "$stage: both tangles give the same tokens" same_tokens "$stage"
        continue
    fi
    check "$stage: both tangles give the same object code" same_objects "$stage"
    [ -f "$dir/Makefile" ] || continue
    case $stage in notes | naive | preface) continue ;; esac
    check "$stage: builds and passes without noweb and pandoc" \
        stands_alone "$stage"
done
summary
