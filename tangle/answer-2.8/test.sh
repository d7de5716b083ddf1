# test.sh: tangled from book/answers/02-contract.nw; edit that, not this.
# test.sh - many times in a row; and does each file need its lock?
for i in $(seq "${TIMES:-5}"); do
    ./tests threads_may_share_the_heap > said || break
done
grep -q '^pass' said && echo "ok    $i times in a row" ||
    echo "FAIL  the run number $i"
without() {
    rm -rf copy && mkdir copy && cp ./*.c ./*.h Makefile copy
    sed -i "s/pthread_mutex_[a-z]*lock(&$2);//
        s/= lowest_map -= size;/= lowest_map - size; usleep(0); \
        lowest_map = mem;/
        s/^    \*link = m;/    usleep(0); *link = m;/" "copy/$1"
    make -s -C copy tests OPT='-O1 -w'
    for i in $(seq 50); do
        (cd copy && TEST_SECONDS=5 ./tests threads_may_share_the_heap) \
            > said || break
    done
    grep -q '^fail' said && echo "ok    not without the lock of $1" ||
        echo "FAIL  not without the lock of $1"
    rm -rf copy said
}
without malloc.c list_lock
without os_test.c system_lock
