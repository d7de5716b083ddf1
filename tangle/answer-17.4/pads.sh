# pads.sh: tangled from book/17-glibc.nw; edit that, not this.
# pads.sh - the pages that the first malloc buys, for several texts in the
# variable of the top pad: on libc, and here.
printf '%-24s %6s %6s\n' MALLOC_TOP_PAD_= libc here
for text in '' 65536 0x10000 0200000 ' 65536' +65536 65536bytes \
        0x 08 -4096 ten 1e5 99999999999999999999999; do
    export MALLOC_TOP_PAD_="$text"
    printf '%-24s %6s %6s\n' "'$text'" \
        "$(./pad)" "$(LD_PRELOAD=./libglibc.so ./pad)"
done
