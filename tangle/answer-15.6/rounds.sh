# rounds.sh: tangled from book/answers/15-system.nw; edit that, not this.
# rounds.sh - KiB a block; calls; KiB held before and after, for each size.
for size in 64 128 256 512 1024 4096 16384 31744 32768 65536; do
    ./rounds $size $1
done
