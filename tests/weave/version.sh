#!/bin/bash
# version.sh - does a page say of which commit it is, and say it anew after
# the next one, without being woven again? Run from the project's root.
set -uo pipefail
. tests/lib.sh
root=$PWD
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
unset SOURCE_DATE_EPOCH MAKEFLAGS MFLAGS MAKELEVEL

# A project of one file, the Makefile, with a commit of a known day.
mkdir "$dir/book"
cp Makefile "$dir"
ln -s "$root/book/weave" "$dir/book/weave"
cd "$dir" || exit 1
version() { make -pnq help 2>/dev/null | sed -n 's/^VERSION := //p'; }
export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=e GIT_COMMITTER_NAME=n \
    GIT_COMMITTER_EMAIL=e GIT_CONFIG_GLOBAL=/dev/null
export GIT_COMMITTER_DATE=2001-02-03T04:05:06Z
same 'without git: unversioned' <(echo unversioned) <(version)
git init -q . && git add Makefile && git commit -q -m one
first=$(git rev-parse --short=8 HEAD)
same 'the commit and its day' <(echo "$first of 2001-02-03") <(version)
echo '# edited' >>Makefile
same 'an edit does not change it' <(echo "$first of 2001-02-03") <(version)
mkdir inner && cp Makefile inner && cd inner || exit 1
same 'not the commit of a folder around us' <(echo unversioned) <(version)
cd ..

# A page that an earlier commit made.
mkdir -p build/html
echo "<p><span class=\"version\">old of 1999-01-01</span>" >build/html/a.html
touch -d 2001-01-01 build/html/a.html
before=$(stat -c %Y build/html/a.html)
stamp() {
    printf '%s\n' "VERSION := $1" 'include book/weave/weave.mk' |
        make -s -f - WEAVE_HTML=build/html/a.html build/stamped
}
touch build/html/gone.html
check 'pages are told' stamp 'new of 2001-02-03'
check 'a page that the book no longer has is gone' \
    [ ! -e build/html/gone.html ]
same 'the page says it' \
    <(echo '<p><span class="version">new of 2001-02-03</span>') \
    build/html/a.html
same 'and is no younger for it' <(echo "$before") \
    <(stat -c %Y build/html/a.html)
summary
