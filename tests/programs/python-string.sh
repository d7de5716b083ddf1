# python-string - a string grows at its front: 17,000 strings, 730 MB in all.
# Packages: python3
# Seen: python3
. "${0%/*}/common.bash"
need python3 >/dev/null
export PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1
run python3 -c '
text = ""
for n in range(17000):
    text = "%d," % n + text
print(len(text), text[:30], text[-30:])'
