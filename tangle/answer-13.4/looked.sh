# looked.sh: tangled from book/13-largebins.nw; edit that, not this.
# looked.sh - what large requests look at, and what insertions pass, in
# each trace.
echo 'trace     large requests  looked at   most    passed  peak, KiB'
for trace in "$TRACES"/*.tr.xz; do
    xzcat "$trace" | ./looks | awk -F ': ' -v name="$trace" '
        { of[$1] = $2 }
        END {
            gsub(/.*\/|\.tr\.xz/, "", name)
            printf "%-8s %15d %10d %6d %9d %10d\n", name,
                of["large requests"], of["looked at"], of["most"],
                of["passed"], of["peak heap bytes"] / 1024
        }'
done
