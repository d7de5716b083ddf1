# test.sh: tangled from book/answers/01-pages.nw; edit that, not this.
# test.sh - do the lines without reads say what they said with them?
grep -v read <<END > want
resident, mapped                       0
faults, first read                     1
faults, first write                    1
resident, first write                  1
faults, second write                   0
faults, write at once                  1
resident, write at once                1
END
./touch 1 > got
if cmp -s want got; then
    echo "ok    the other lines are the same"
else
    echo "FAIL  the other lines are the same"
    diff want got
fi
rm -f want got
