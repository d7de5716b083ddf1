# guilty.sh: tangled from book/17-glibc.nw; edit that, not this.
# guilty.sh - what do libc and this heap say to each mistake?
for crime in 1 2 3 4; do
    echo "$crime  libc: $(./guilty $crime 2>&1)"
    echo "   here: $(LD_PRELOAD=./libglibc.so ./guilty $crime 2>&1)"
done 2>/dev/null
