# sorting.sh: tangled from book/13-largebins.nw; edit that, not this.
# sorting.sh - sizes that an insertion passes, in a bin of so many.
for kib in 1 4 16 64 256; do
    ./looks $((kib * 1024)) | awk '{ printf "sizes from %7d on: %s\n",
        $1, $4 }'
done
