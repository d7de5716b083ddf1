# caught.sh: tangled from book/17-glibc.nw; edit that, not this.
# caught.sh - with how many of six seeds does each profile see each mistake?
seeds='1 2 3 4 5 6'
printf '%-12s' profile
printf ' %8s' $PLANTED
echo
for profile in tiny tcache fragments large threads; do
    for seed in $seeds; do
        LD_PRELOAD=./tls.so ./player $profile $seed 3000 >libc$seed.log
    done
    printf '%-12s' $profile
    for mistake in $PLANTED; do
        export LD_PRELOAD=./lib$mistake.so
        for seed in $seeds; do
            ./player $profile $seed 3000 | cmp -s - libc$seed.log || echo
        done | printf ' %8d' "$(wc -l)"
        unset LD_PRELOAD
    done
    echo
done
