# test.sh: tangled from book/answers/03-chunks.nw; edit that, not this.
# test.sh - is the size protected from a fifth flag?
sed 's/FLAG_MASK   ((size_t)15)/FLAG_MASK   ((size_t)31)/' chunk.h > five.h
cc -std=c11 -fsyntax-only -x c five.h > said 2>&1 &&
    echo "FAIL  a fifth flag does not compile" ||
    grep -q 'L4: flags lie below the size' said &&
    echo "ok    a fifth flag does not compile"
rm -f five.h said
