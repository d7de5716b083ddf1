#!/bin/bash
# deps.sh PACKAGE...: installs the Debian packages that are missing, by name
# and nothing else; uses sudo when not root.
set -euo pipefail
missing=()
for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null |
        grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} = 0 ]; then
    echo 'deps: nothing is missing'
    exit 0
fi
echo "deps: installing ${missing[*]}"
command -v apt-get >/dev/null || {
    echo 'deps: no apt-get here: install these packages in your own way' >&2
    exit 1
}
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
echo 'deps: done'
