# test.sh: tangled from book/answers/13-largebins.nw; edit that, not this.
# test.sh - sizes that an insertion passes, and where all chunks go.
make -s looks again || exit 1
./looks 1048576 | awk '
    { print ($4 < 498.5 / 1.9 ? "ok  " : "FAIL") "  passed:", $4 }'
./again | awk '/elsewhere/ {
    print ($NF == 0 ? "ok  " : "FAIL") "  blocks elsewhere:", $NF }'
for trace in "$TRACES"/*.tr.xz; do
    xzcat "$trace" | ./looks | awk -v name="$trace" '
        /^passed/ { sub(/.*\//, "", name); sub(/\..*/, "", name)
                    print "ok    " name ":", $2 }'
done
