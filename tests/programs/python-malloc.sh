# python-malloc - the same without Python's own heap: each object is a malloc.
# Packages: python3
# Seen: python3
. "${0%/*}/common.bash"
need python3 >/dev/null
export PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 PYTHONMALLOC=malloc
run python3 "$(cd "${0%/*}" && pwd)/python.py" || echo "status $?"
