# pair.sh: tangled from book/17-glibc.nw; edit that, not this.
# pair.sh SIZE LIBRARY... - instructions of a pair, on libc and with each
# library, by callgrind; to the tenth, since some come every few pairs.
count() {
    LD_PRELOAD=$1 valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        ./pair "$size" "$2" 2>&1 |
        awk '/refs:/ { gsub(",", ""); print $NF }'
}
size=$1
shift
for library in '' "$@"; do
    name=${library:-libc.}
    name=${name##*/lib}
    more=$(($(count "$library" 1500) - $(count "$library" 500)))
    echo "${name%.*}: $more" | awk '{ printf "%s %.1f\n", $1, $2 / 1000 }'
done
