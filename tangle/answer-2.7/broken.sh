# broken.sh: tangled from book/02-contract.nw; edit that, not this.
# broken.sh - is each broken heap caught by the test that is meant for it?
# Arguments: --tsv, or nothing. Exit status 0: all are.
tsv=$1 caught=0 missed=0

report() {
    case $2 in
    pass) caught=$((caught + 1)) ;;
    *) missed=$((missed + 1)) ;;
    esac
    if [ -n "$tsv" ]; then
        printf 'broken\t%s\t%s\t%s in %s\n' "$1" "$2" "$3" "$4"
    else
        printf '%-10s %-10s %s\n' "$1" "$3" "$4"
    fi
}

if ./broken_none >broken.log 2>&1; then
    report none pass passed "every test"
else
    report none fail FAILED "a test: see broken.log"
fi
if ./locked threads_may_share_the_heap >locked.log 2>&1; then
    report locked pass passed threads_may_share_the_heap
else
    report locked fail FAILED "see locked.log"
fi
for source in broken_?*.c; do
    heap=${source%.c}
    judge=$(sed -n 's|^/\* caught by \([A-Za-z0-9_]*\): .*|\1|p' "$source")
    status=0
    said=$(TEST_SECONDS=2 "./$heap" "$judge" 2>&1) || status=$?
    case $status:$said in
    1:*"timed out"*) report "${heap#broken_}" pass hung "$judge" ;;
    1:*:[0-9]*:\ *) report "${heap#broken_}" pass asserted "$judge" ;;
    1:*) report "${heap#broken_}" pass crashed "$judge" ;;
    *) report "${heap#broken_}" fail "NOT CAUGHT" "$judge" ;;
    esac
done
[ -n "$tsv" ] || echo "$caught as foretold, $missed not"
[ "$missed" = 0 ]
