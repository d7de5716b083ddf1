# identical.sh: tangled from book/17-glibc.nw; edit that, not this.
# identical.sh LIBRARY [SEEDS [STEPS]] - plays each profile on libc and with
# the library; how many lines are there, and how many differ?
total=0 bad=0
printf '%-12s %8s %8s\n' profile lines differ
for profile in $(./player --list); do
    lines=0 differ=0
    for seed in $(seq "${2:-3}"); do
        sh beside.sh "$1" "$profile" "$seed" "${3:-2000}" >/dev/null
        n=$(wc -l <libc.log) m=$(wc -l <here.log)
        [ "$m" -le "$n" ] || n=$m
        lines=$((lines + n))
        same=$(diff --unchanged-line-format=. --old-line-format= \
            --new-line-format= libc.log here.log | wc -c)
        differ=$((differ + n - same))
    done
    printf '%-12s %8d %8d\n' "$profile" $lines $differ
    total=$((total + lines)) bad=$((bad + differ))
done
printf '%-12s %8d %8d\n' all $total $bad
