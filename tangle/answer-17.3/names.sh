# names.sh: tangled from book/17-glibc.nw; edit that, not this.
# names.sh - what names of a heap has the C library, and not we?
names() {
    nm -D --defined-only "$1" | awk '{ sub(/@.*/, "", $3); print $3 }' |
        grep -E -e '(malloc|calloc|realloc|valloc|align)|cfree' \
            -e '^(__libc_)?free$' \
            -e 'mall(info|opt|watch)|morecore|free_hook' \
            -e 'mcheck|mprobe|m(un)?trace|tr_break' | sort -u
}
libc=$(ldd ./player | awk '/libc\.so/ { print $3 }')
names "$libc" >theirs.log
names ./libglibc.so >ours.log
echo "names that we have: $(wc -l <ours.log)"
comm -23 theirs.log ours.log
