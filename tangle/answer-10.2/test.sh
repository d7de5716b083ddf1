# test.sh: tangled from book/answers/10-tcache.nw; edit that, not this.
# test.sh - a deeper cache serves more, and holds more.
make -s counts || exit 1
sh price.sh | awk '
    $1 == "cc1-O0" { served[$2] = $3 + 0; cached[$2] = $4 }
    END {
        print (served[16] > served[7] ? "ok   " : "FAIL "), "it serves more"
        print (cached[16] > cached[7] ? "ok   " : "FAIL "), "it holds more"
        print (cached[0] == 0 ? "ok   " : "FAIL "), "depth 0 holds nothing"
    }'
