# traces.sh: tangled from book/02-contract.nw; edit that, not this.
# traces.sh - plays every trace in $TRACES on this stage, a line each.
# Columns: events, system calls, peak KiB live and held, utilisation.
printf '%-8s %8s %8s %8s %8s %6s\n' trace events calls live held used%
for trace in "$TRACES"/*.tr.xz; do
    name=$(basename "$trace" .tr.xz)
    xzcat "$trace" | ./play | awk -F ': ' -v name="$name" '
        { of[$1] = $2 }
        END {
            if (!("events" in of))
                exit 1
            printf "%-8s %8d %8d %8d %8d %6.1f\n", name, of["events"],
                of["system calls"], of["peak live bytes"] / 1024,
                of["peak heap bytes"] / 1024, of["utilisation percent"]
        }' || exit 1
done
