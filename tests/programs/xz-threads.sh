# xz-threads - xz with two threads, in blocks of 256 KiB.
# Packages: xz-utils
# Seen: xz
# Threads: yes
. "${0%/*}/common.bash"
need xz >/dev/null
seq 1 300000 > in
run xz -1 -T2 --block-size=262144 --keep in
cksum < in.xz
run xz -T2 --decompress --stdout in.xz | cmp - in
