# test.sh: tangled from book/answers/02-contract.nw; edit that, not this.
# test.sh - with the lines that save errno, and without.
try() {
    cc -std=c11 -O2 -fno-builtin-malloc -I. -o crowd crowd.c "$1" malloc.o \
        calloc.o realloc.o memalign.o report.o || exit 1
    said=$(./crowd)
    [ "$said" = "$3" ] && echo "ok    $2: errno says $said" ||
        echo "FAIL  $2: errno says $said"
}
sed '/int saved = errno;/d; /errno = saved;/d' os.c > forgetful.c
try os.c 'as it is' nothing
try forgetful.c 'without the lines' ENOMEM
rm -f crowd forgetful.c
