# spread.sh: tangled from book/13-largebins.nw; edit that, not this.
# spread.sh - chunks looked at by one request, mean and most, and sizes
# passed to insert one, for a thousand sizes from X to 2 X.
for kib in 1 2 4 8 16 32 64 128 256 512; do
    ./looks $((kib * 1024))
    ./looks $((kib * 1536))
done
