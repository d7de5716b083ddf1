# python - json, re, big numbers, exceptions, the garbage collector.
# Packages: python3
# Seen: python3
. "${0%/*}/common.bash"
need python3 >/dev/null
export PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1
run python3 "$(cd "${0%/*}" && pwd)/python.py" || echo "status $?"
