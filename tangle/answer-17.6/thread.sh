# thread.sh: tangled from book/17-glibc.nw; edit that, not this.
# thread.sh - where is a block that is allocated after a thread was made?
echo "libc: $(./after_thread)"
echo "libc, with a variable a thread: $(LD_PRELOAD=./tls.so ./after_thread)"
echo "here: $(LD_PRELOAD=./libglibc.so ./after_thread)"
