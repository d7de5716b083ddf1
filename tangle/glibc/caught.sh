# caught.sh: tangled from book/17-glibc.nw; edit that, not this.
# caught.sh - in which line of each profile is each planted mistake seen?
printf '%-12s' profile
printf ' %8s' $PLANTED
echo
for profile in mixed large fifo tcache vector; do
    printf '%-12s' $profile
    for mistake in $PLANTED; do
        LD_PRELOAD=./tls.so ./player $profile 1 2000 >libc.log
        library=$mistake/lib$mistake.so
        LD_PRELOAD=$library ./player $profile 1 2000 >here.log
        line=$(cmp libc.log here.log | awk '{ print $NF }')
        printf ' %8s' "${line:--}"
    done
    echo
done
