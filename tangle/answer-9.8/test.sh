# test.sh: tangled from book/answers/09-arenas.nw; edit that, not this.
# test.sh - glibc's own heap, with and without a limit of one arena.
cc -o maps maps.c || exit 1
many=$(./maps | sed 's/.*: //')
one=$(MALLOC_ARENA_MAX=1 ./maps | sed 's/.*: //')
if [ "$many" = 4 ]; then
    echo "ok    without a limit: $many"
else
    echo "FAIL  without a limit: $many"
fi
if [ "$one" = 0 ]; then
    echo "ok    with MALLOC_ARENA_MAX=1: $one"
else
    echo "FAIL  with MALLOC_ARENA_MAX=1: $one"
fi
