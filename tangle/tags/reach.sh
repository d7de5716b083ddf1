# reach.sh: tangled from book/07-tags.nw; edit that, not this.
# reach.sh - the pages that one free touches, for each doubling of the
# number of free chunks.
for blocks in 8 16 32 64 128 256 512 1024 2048 4096 8192; do
    ./red_tags $blocks | awk -F ': ' '
        { printf "%s%s", $2, NR == 2 ? "\n" : " " }'
done
