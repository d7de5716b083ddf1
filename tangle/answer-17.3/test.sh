# test.sh: tangled from book/answers/17-glibc.nw; edit that, not this.
# test.sh - what does the heap of hole hold, with several settings?
cc -O0 -fno-builtin -o hole hole.c
held() {            # held [VARIABLE=VALUE]
    env LD_PRELOAD=./libanswer-17.3.so ${1:-A=} ./hole
}
usual=$(held)
say() {             # say NAME HELD TEST THAN
    if [ "$2" "$3" "$4" ]; then
        echo "ok    $1: $2"
    else
        echo "FAIL  $1: $2"
    fi
}
say 'nothing set' "$usual" -gt 9000000
say 'a threshold of 64 KiB' "$(held MALLOC_MMAP_THRESHOLD_=65536)" \
    -lt 1000000
say 'no pad' "$(held MALLOC_TOP_PAD_=0)" -lt "$usual"
say 'always trim' "$(held MALLOC_TRIM_THRESHOLD_=0)" -ge "$usual"
