# test.sh: tangled from book/answers/17-glibc.nw; edit that, not this.
# test.sh - which variables show that stale reads what it has freed?
cc -w -O0 -fno-builtin -o stale stale.c
say() {             # say NAME GOT = WANTED, or != WANTED
    if [ "$2" "$3" "$4" ]; then
        echo "ok    $1: $2"
    else
        echo "FAIL  $1: $2"
    fi
}
export LD_PRELOAD=./libanswer-17.2.so
say 'a thousand, as they are' "$(./stale 1000)" = 499455
say 'a hundred, as they are' "$(./stale 100)" = 4905
export MALLOC_PERTURB_=85
say 'a thousand, filled' "$(./stale 1000)" != 499455
say 'a hundred, filled but cached' "$(./stale 100)" = 4905
export GLIBC_TUNABLES=glibc.malloc.tcache_count=0
say 'a hundred, filled, no cache' "$(./stale 100)" != 4905
