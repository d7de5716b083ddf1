# shellcheck shell=bash
# common.bash - what every program's script starts with.
#
#   run COMMAND...       runs a command under the stage's library, and with
#                        it everything that command starts
#   need NAME [NAME...]  prints the first of these programs that is here;
#                        none: the whole script is skipped with that reason
#
# Whatever is not started by `run` keeps the machine's own malloc. Run
# by hand, without PRELOAD, a script shows what is expected.
set -euo pipefail

run() {
    LD_PRELOAD=${PRELOAD-} "$@"
}

need() {
    local name
    for name in "$@"; do
        if command -v "$name" >/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "$* is not installed" >&2
    exit 77
}
