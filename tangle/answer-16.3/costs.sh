# costs.sh: tangled from book/16-checks.nw; edit that, not this.
# costs.sh - instructions for a pair of malloc and free, and the questions
# that it asks: without checks and mixed links, with checks, with both.
instructions() {
    LD_PRELOAD=$1 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        ./cost $2 "$3" 2>&1 | awk '/refs:/ { gsub(",", ""); print $NF }'
}
asked() {
    LD_PRELOAD=counted/libcounted.so ./cost $2 "$3" 2>&1 |
        awk '/asked:/ { print $NF }'
}
pair() {            # pair INSTRUCTIONS|ASKED LIB 'SIZE BATCH'
    batch=${3#* }
    more=$(($("$1" "$2" "$3" 600) - $("$1" "$2" "$3" 200)))
    awk -v n=$more -v batch=$batch \
        'BEGIN { printf "%8.0f", n / 400 / batch }'
}
printf '%-22s%8s%8s%8s%8s\n' 'pairs of' bare checks both asked
for what in '48 1' '48 20' '200 20' '2000 1'; do
    printf '%-22s' "${what% *} bytes, ${what#* } at once"
    for lib in unchecked plain-links checks; do
        file=$lib/lib$lib.so
        [ $lib = checks ] && file=libchecks.so
        pair instructions "./$file" "$what"
    done
    pair asked - "$what"
    echo
done
