# rows.sh: tangled from book/answers/16-checks.nw; edit that, not this.
# rows.sh - a row for each accident.
for what in zero random; do
    for bytes in 1 8 16 64; do
        printf '%2d %s: ' $bytes $what
        ./accident $bytes $what 2>>said
    done
done
echo 'most often:'
sort said | uniq -c | sort -rn | head -n 3
rm -f said
