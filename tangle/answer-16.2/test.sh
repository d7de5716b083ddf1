# test.sh: tangled from book/answers/16-checks.nw; edit that, not this.
# test.sh - is each crime accounted for?
sh spare.sh >out 2>&1
sum=$(awk -F ': ' 'NF == 2 && $2 ~ /^[0-9]+$/ { n += $2 }
    END { print n + 0 }' out)
all=$(awk '/crime\(/ && /if/' crimes.c | wc -l)
if [ "$sum" -eq "$all" ]; then
    echo "ok    $sum crimes, each with an end"
else
    echo "FAIL  $sum of $all crimes"
fi
rm -rf copy out
