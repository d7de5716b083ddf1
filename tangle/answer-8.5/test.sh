# test.sh: tangled from book/answers/08-threads.nw; edit that, not this.
# test.sh - with one thread all the time, and after a second one.
make -s STAGE=threads all again
say() { if [ "$1" = 0 ]; then echo "$2"; else echo "$3"; fi; }
LD_PRELOAD=./libthreads.so ./again >/dev/null 2>&1
say $? 'ok    alone: it ends' 'FAIL  alone: it hangs'
LD_PRELOAD=./libthreads.so ./again thread >/dev/null 2>&1
say $? 'FAIL  after a thread: it ends' 'ok    after a thread: it hangs'
