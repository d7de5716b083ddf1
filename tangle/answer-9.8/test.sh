# test.sh: tangled from book/answers/09-arenas.nw; edit that, not this.
# test.sh - glibc's own heap, with and without a limit of one arena.
cc -o maps maps.c || exit 1
count() {           # count [VARIABLE=VALUE]
    env "$@" ./maps | grep -c '^[0-9a-f]*[048c]000000-.* rw-p'
}
say() {             # say WHAT FOUND WANTED
    [ "$2" = "$3" ] && echo "ok    $1: $2" || echo "FAIL  $1: $2"
}
say 'without a limit' "$(count)" 4
say 'with MALLOC_ARENA_MAX=1' "$(count MALLOC_ARENA_MAX=1)" 0
