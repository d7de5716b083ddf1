# beside.sh: tangled from book/17-glibc.nw; edit that, not this.
# beside.sh LIBRARY PROFILE SEED STEPS - both outputs, side by side.
LD_PRELOAD=./tls.so ./player "$2" "$3" "$4" >libc.log
LD_PRELOAD=$1 ./player "$2" "$3" "$4" >here.log
diff -y -W 78 -t libc.log here.log
