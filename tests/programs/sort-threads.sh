# sort-threads - sort with two threads: only above 128 K lines does it use them.
# Packages: coreutils
# Seen: sort
# Threads: yes
. "${0%/*}/common.bash"
seq 300000 | awk '{ print ($1 * 7919) % 300007, $1 % 13 }' > in
run sort --parallel=2 -S 64M in | cksum
run sort --parallel=2 -S 64M -n -k 2 -k 1 in | cksum
