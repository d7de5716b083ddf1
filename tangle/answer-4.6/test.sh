# test.sh: tangled from book/answers/04-bump.nw; edit that, not this.
# test.sh - does a larger step save page faults?
sed 's/GROWTH = [0-9* ]*/GROWTH = 1048576/' malloc.c > big.c
cc -std=c11 -O2 -fPIC -fvisibility=hidden -fno-builtin-malloc -shared \
    -o libbig.so big.c calloc.c realloc.c memalign.c report.c arena.c \
    walk.c preload.c os.c
mine=$(LD_PRELOAD=./lib$(basename "$PWD").so ./pairs 100000)
big=$(LD_PRELOAD=./libbig.so ./pairs 100000)
rm -f big.c libbig.so
if [ "$mine" -gt 1000 ] && [ $((mine - big)) -lt $((mine / 100)) ]; then
    echo "ok    a step eight times as large saves no faults"
else
    echo "FAIL  $mine faults, and $big with the larger step"
fi
