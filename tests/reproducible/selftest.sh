#!/bin/bash
# selftest.sh - does reproducible.sh notice? A book of one page that shows
# what it must not, each in turn. Run from anywhere.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib.sh"
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hpoc-reproducible.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
git init -q
export GIT_AUTHOR_NAME=me GIT_AUTHOR_EMAIL=me GIT_COMMITTER_NAME=me \
    GIT_COMMITTER_EMAIL=me

builds() {      # builds COMMAND: a page made by it; says what came out
    printf 'book:\n\tmkdir -p build/html\n\t(%s) >build/html/a.html\n' \
        "$1" >Makefile
    printf '\techo >build/hpoc.pdf\n' >>Makefile
    git add Makefile && git commit -q -m try
    bash "$here/../reproducible.sh" >said 2>&1
    case $?,$(cat said) in
    0,*'all 2 files have the same bytes'*) echo same ;;
    1,*'FAIL  build/html/a.html'*) echo differs ;;
    1,*'FAIL  both build'*) echo stops ;;
    *) cat said ;;
    esac
}

expect() {      # expect NAME WHAT COMMAND
    local got
    got=$(builds "$3")
    if [ "$got" = "$2" ]; then ok "$1"; else fail "$1" "$got"; fi
}

expect 'a page of constant text is the same' same 'echo text'
expect 'a path is noticed' differs 'pwd'
expect 'today is noticed' differs 'date +%F'
expect 'also by node' differs \
    'node -p "new Date().toISOString().slice(0, 10)"'
expect 'the hour of a time zone is noticed' differs 'date -d @0 +%H'
expect 'a user is noticed' differs 'echo $$USER'
expect 'a umask is noticed' differs 'umask'
expect 'a number of jobs is noticed' differs 'echo "$(MAKEFLAGS)"'
expect 'a build that stops is noticed' stops 'exit 1'
summary
