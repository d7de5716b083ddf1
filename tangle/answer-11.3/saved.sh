# saved.sh: tangled from book/11-fastbin.nw; edit that, not this.
# saved.sh - cuts and merges of each trace, without fast bins (max_fast is
# 0) and with them; behind no cache, and behind one of seven.
work() {            # work MAX_FAST TCACHE_COUNT
    xzcat "$trace" | ./counts "$1" "$2" | awk -F ': ' '
        { of[$1] = $2 }
        END { print of["cuts"] + of["merges"] }'
}
echo '                   no cache          cache of 7'
echo 'trace        no fast      fast   no fast      fast'
for trace in "$TRACES"/*.tr.xz; do
    printf '%-8s %9d %9d %9d %9d\n' "$(basename "$trace" .tr.xz)" \
        "$(work 0 0)" "$(work 128 0)" "$(work 0 7)" "$(work 128 7)"
done
